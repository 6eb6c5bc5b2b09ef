import { decimalOf, formatDecimal, grouped, isDecimalText } from '../../../kernel/decimal.js'
import { type Locale, textIn } from '../../../kernel/texts.js'
import { type Field, isReference, type Reference } from '../model/model.js'
import { companyZone } from './company-day.js'

/** How values read on a screen. Decimals are handled as text: no JS number ever holds money. */

/** Drops zeros behind the point, keeping at least `atLeast` digits. */
export function trimZeros(text: string, atLeast = 0): string {
  const [whole = '', fraction = ''] = text.split('.')
  const short = fraction.replace(/0+$/, '').padEnd(atLeast, '0')
  return short === '' ? whole : `${whole}.${short}`
}

/** `0.13` → `13%` by moving the point, never by arithmetic on floats. */
export function percentText(fraction: string): string {
  const negative = fraction.startsWith('-')
  const [whole = '0', behind = ''] = fraction.replace(/^[+-]/, '').split('.')
  const digits = `${whole}${behind.padEnd(2, '0')}`
  const point = whole.length + 2
  const moved = trimZeros(`${digits.slice(0, point)}.${digits.slice(point)}`).replace(/^0+(?=\d)/, '')
  return `${negative ? '-' : ''}${moved}%`
}

/** `13` or `13%` as typed → the fraction `0.13` that travels. */
export function fractionOf(typed: string): string {
  const text = typed.replace(/[%％,\s]/g, '')
  if (!isDecimalText(text)) return typed
  const negative = text.startsWith('-')
  const [whole = '0', behind = ''] = text.replace(/^[+-]/, '').split('.')
  const digits = `${whole.padStart(3, '0')}${behind}`
  const point = digits.length - behind.length - 2
  return `${negative ? '-' : ''}${trimZeros(`${digits.slice(0, point)}.${digits.slice(point)}`).replace(/^0+(?=\d)/, '')}`
}

export function numberText(field: Pick<Field, 'kind' | 'scale'>, value: string): string {
  if (field.kind === 'percent') return percentText(trimZeros(formatDecimal(decimalOf(value), 4)))
  if (field.kind === 'money') return grouped(trimZeros(value, 2))
  if (field.kind === 'unitPrice') return grouped(trimZeros(value, 2))
  return grouped(trimZeros(value))
}

/** So many decimals of a unit price tell what it is; all of them stand where one record is looked at. */
const decimalsInColumn = 4

/** As it reads in a column of many: averages with eight decimals are rounded. */
export function columnText(field: Pick<Field, 'kind' | 'scale' | 'options'>, value: unknown, locale: Locale): string {
  const isLong = field.kind === 'unitPrice' && typeof value === 'string' && isDecimalText(value)
  return plainText(field, isLong ? formatDecimal(decimalOf(value), decimalsInColumn) : value, locale)
}

/** Made once a zone: making one costs as much as a hundred uses. */
const instantFormats = new Map<string, Intl.DateTimeFormat>()

function instantFormat(): Intl.DateTimeFormat {
  const timeZone = companyZone.get()
  const known = instantFormats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  instantFormats.set(timeZone, known)
  return known
}

/** `2026-11-22 16:05`, in the company's zone. */
export function instantText(value: string): string {
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? value : instantFormat().format(at)
}

const yesNo = { 'zh-CN': ['是', '否'], en: ['Yes', 'No'] } as const

/** One line of plain text for any value, for cells, titles, timelines and clipboards. */
export function plainText(field: Pick<Field, 'kind' | 'scale' | 'options'>, value: unknown, locale: Locale): string {
  if (value === null || value === undefined || value === '') return ''
  if (isReference(value)) return isNamed(value) ? value.label : ''
  if (Array.isArray(value)) return value.map((each) => optionText(field, String(each), locale)).join(locale === 'en' ? ', ' : '、')
  if (typeof value === 'boolean') return yesNo[locale][value ? 0 : 1]
  if (typeof value === 'object') return JSON.stringify(value)
  return scalarText(field, String(value), locale)
}

/** Who may not read the record gets its id for a label; a number of nineteen digits tells nobody anything. */
export const isNamed = ({ id, label }: Reference): boolean => label !== id

function scalarText(field: Pick<Field, 'kind' | 'scale' | 'options'>, value: string, locale: Locale): string {
  switch (field.kind) {
    case 'money':
    case 'unitPrice':
    case 'quantity':
    case 'decimal':
    case 'integer':
    case 'percent':
      return isDecimalText(value) ? numberText(field, value) : value
    case 'instant':
      return instantText(value)
    case 'select':
      return optionText(field, value, locale)
    case 'secret':
      return '••••••'
    default:
      return value
  }
}

function optionText(field: Pick<Field, 'options'>, value: string, locale: Locale): string {
  const option = field.options.find((each) => each.value === value)
  return option === undefined ? value : textIn(locale, option.label)
}
