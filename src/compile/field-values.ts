/** From unknown JSON to the stored shape of a field's kind, or what is wrong with it. The browser checks with the same code. */
import { isDay, utcOf } from '../kernel/clock.js'
import { decimalOf, fitsDecimal, formatDecimal, isDecimalText } from '../kernel/decimal.js'
import { isId } from '../kernel/ids.js'
import type { Text } from '../kernel/texts.js'
import type { FieldModel } from './model.js'

/** Decimals, ids, days and instants are text; a multiSelect is a list; json is itself. */
export type StoredValue = string | boolean | null | readonly string[] | Readonly<Record<string, unknown>> | readonly unknown[]

export type Parsed = { readonly value: StoredValue } | { readonly code: string; readonly message: Text }

/** Nothing, blank text and an empty list are all stored as null. */
export function parseFieldValue(field: FieldModel, raw: unknown): Parsed {
  const given = typeof raw === 'string' ? raw.trim() : raw
  if (given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0)) return { value: null }
  return (parsers[field.kind] ?? parseText)(field, given)
}

type Parse = (field: FieldModel, raw: unknown) => Parsed

const wrong = (code: string, zh: string, en: string): Parsed => ({ code, message: { zh, en } })
const expected = (zh: string, en: string): Parsed => wrong('wrong-type', `应为${zh}。`, `Expected ${en}.`)

/** Control characters, but for tab and line breaks. */
const controls = /(?![\t\n\r])\p{Cc}/u

function parseText(field: FieldModel, raw: unknown): Parsed {
  if (typeof raw !== 'string') return expected('文本', 'text')
  if (controls.test(raw) || /\p{Surrogate}/u.test(raw))
    return wrong('bad-characters', '含有不可用的字符。', 'Contains characters that cannot be stored.')
  const limit = field.length ?? 65_000
  return [...raw].length > limit ? wrong('too-long', `最多 ${limit} 个字符。`, `At most ${limit} characters.`) : { value: raw }
}

function parsePattern(pattern: RegExp, message: Text): Parse {
  return (field, raw) => {
    const parsed = parseText(field, raw)
    if (!('value' in parsed) || typeof parsed.value !== 'string') return parsed
    return pattern.test(parsed.value) ? parsed : { code: 'wrong-format', message }
  }
}

function parseDecimal(field: FieldModel, raw: unknown): Parsed {
  const text = typeof raw === 'number' && Number.isFinite(raw) ? String(raw) : raw
  if (typeof raw === 'number' && !isExact(raw))
    return wrong(
      'too-precise',
      '数字位数过多，请用文本（加引号）传送。',
      'A number of so many digits is exact as a string alone: put it in quotes.',
    )
  if (typeof text !== 'string' || !isDecimalText(text)) return expected('数字，如 "12.30"', 'a number such as "12.30"')
  const scale = field.scale ?? 0
  const value = decimalOf(text)
  if (value.decimalPlaces() > scale) return wrong('too-precise', `小数最多 ${scale} 位。`, `At most ${scale} digits behind the point.`)
  if (!fitsDecimal(value, field.precision ?? 18, scale)) return wrong('too-large', '数值过大。', 'The number is too large.')
  return outOfRange(field, text) ?? { value: formatDecimal(value, scale) }
}

/** What has more digits was rounded when the JSON was read. */
const exactDigits = 15

const isExact = (given: number): boolean => given.toExponential().replace(/e.*|\D/g, '').length <= exactDigits

function outOfRange(field: FieldModel, text: string): Parsed | undefined {
  const value = decimalOf(text)
  if (field.min !== null && value.lessThan(field.min)) {
    if (isAboveZero(field)) return wrong('too-small', '须大于 0。', 'Must be more than 0.')
    const least = limitText(field, field.min)
    return wrong('too-small', `不能小于 ${least}。`, `Must be at least ${least}.`)
  }
  if (field.max === null || !value.greaterThan(field.max)) return undefined
  const most = limitText(field, field.max)
  return wrong('too-large', `不能大于 ${most}。`, `Must be at most ${most}.`)
}

type Limited = Pick<FieldModel, 'kind' | 'min' | 'scale'>

/** Is the least it may be the least above zero? */
export const isAboveZero = ({ min, scale }: Limited): boolean => min !== null && decimalOf(min).equals(decimalOf(10).pow(-(scale ?? 0)))

/** A share is written in percent. */
export const limitText = ({ kind }: Pick<Limited, 'kind'>, limit: string): string =>
  kind === 'percent' ? `${decimalOf(limit).times(100).toString()}%` : limit

function parseSelect(field: FieldModel, raw: unknown): Parsed {
  if (typeof raw !== 'string') return expected('选项', 'one of the options')
  if (field.options.some((option) => option.value === raw)) return { value: raw }
  const all = field.options.map((option) => option.value).join(', ')
  return wrong('unknown-option', `没有这个选项，可选：${all}。`, `No such option; choose one of: ${all}.`)
}

function parseMultiSelect(field: FieldModel, raw: unknown): Parsed {
  if (!Array.isArray(raw)) return expected('选项列表', 'a list of options')
  const parsed = raw.map((one) => parseSelect(field, one))
  return parsed.find((one) => !('value' in one)) ?? { value: [...new Set(raw as string[])].sort() }
}

/** Takes `2026-11-22T08:00:00Z` with any offset; stores UTC with milliseconds. */
function parseInstant(_field: FieldModel, raw: unknown): Parsed {
  const value = typeof raw === 'string' ? utcOf(raw) : undefined
  return value === undefined ? expected('时间，如 2026-11-22T08:00:00Z', 'an instant such as 2026-11-22T08:00:00Z') : { value }
}

/** A reference is written as the id; the `{id, label}` it was read as is taken too. */
function parseReference(_field: FieldModel, raw: unknown): Parsed {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : raw
  return isId(id) ? { value: id } : expected('记录的 id', 'the id of a record')
}

function parseJson(_field: FieldModel, raw: unknown): Parsed {
  return JSON.stringify(raw).length > 65_000 ? wrong('too-long', '内容过长。', 'Too long.') : { value: raw as StoredValue }
}

const isYear = (day: string): boolean => day >= '1900-01-01' && day <= '9999-12-31'

const parsers: Readonly<Record<string, Parse>> = {
  email: parsePattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { zh: '邮箱格式不正确。', en: 'Not an e-mail address.' }),
  phone: parsePattern(/^\+?[\d\s()-]{5,24}$/, { zh: '电话号码格式不正确。', en: 'Not a phone number.' }),
  url: parsePattern(/^https?:\/\/[^\s]+$/i, {
    zh: '网址应以 http:// 或 https:// 开头。',
    en: 'An address starts with http:// or https://.',
  }),
  integer: parseDecimal,
  decimal: parseDecimal,
  quantity: parseDecimal,
  money: parseDecimal,
  unitPrice: parseDecimal,
  percent: parseDecimal,
  date: (_field, raw) =>
    typeof raw === 'string' && isDay(raw) && isYear(raw) ? { value: raw } : expected('日期，如 2026-11-22', 'a day such as 2026-11-22'),
  instant: parseInstant,
  boolean: (_field, raw) => (typeof raw === 'boolean' ? { value: raw } : expected('是或否', 'true or false')),
  select: parseSelect,
  multiSelect: parseMultiSelect,
  belongsTo: parseReference,
  file: parseReference,
  json: parseJson,
}
