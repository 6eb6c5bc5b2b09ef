/** Is a piece of JSON what a definition may hold there? Asked first, because the browser and a file can send anything. */
import { noHint, type Problem } from '../../kernel/problem.js'
import { didYouMean } from '../../kernel/suggest.js'
import type { Text } from '../../kernel/texts.js'

/** Complains about a value at a place. */
export type Shape = (value: unknown, at: string) => readonly Problem[]

const wrong = (at: string, expected: Text): readonly Problem[] => [
  { code: 'wrong-shape', at, message: { zh: `这里应为${expected.zh}。`, en: `This should be ${expected.en}.` }, hint: noHint },
]

const ofType =
  (type: 'string' | 'number' | 'boolean', expected: Text): Shape =>
  (value, at) =>
    typeof value === type ? [] : wrong(at, expected)

export const text = ofType('string', { zh: '文字', en: 'a text' })
export const number = ofType('number', { zh: '数字', en: 'a number' })
export const flag = ofType('boolean', { zh: 'true 或 false', en: 'true or false' })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Any object; what is in it is looked at where it is read. */
export const anyObject: Shape = (value, at) => (isObject(value) ? [] : wrong(at, { zh: '对象', en: 'an object' }))

/** A constant: text, number, true, false or null. */
export const constant: Shape = (value, at) =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) ? [] : wrong(at, { zh: '常量', en: 'a constant' })

/** A value as it may stand in a sentence; objects could claim to be printed in any way. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : typeof value)

export const listOf =
  (inner: Shape): Shape =>
  (value, at) =>
    Array.isArray(value) ? value.flatMap((one, index) => inner(one, `${at}.${index}`)) : wrong(at, { zh: '列表', en: 'a list' })

/** Names, which the author chooses, to values of one shape. */
export const recordOf =
  (inner: Shape): Shape =>
  (value, at) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, one]) => inner(one, `${at}.${name}`))
      : wrong(at, { zh: '对象', en: 'an object' })

export const oneOf =
  (values: readonly string[]): Shape =>
  (value, at) =>
    typeof value === 'string' && values.includes(value)
      ? []
      : [
          {
            code: 'wrong-shape',
            at,
            message: { zh: `可选：${values.join('、')}。`, en: `It is one of: ${values.join(', ')}.` },
            hint: didYouMean(asText(value), values),
          },
        ]

/** The first shape that fits; else what the last one says. */
export const either =
  (...shapes: readonly Shape[]): Shape =>
  (value, at) => {
    const found = shapes.map((shape) => shape(value, at))
    return found.find((problems) => problems.length === 0) ?? found.at(-1) ?? []
  }

/** Known keys, each with its shape; those that must be there are listed. */
export const objectOf =
  (keys: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape =>
  (value, at) => {
    if (!isObject(value)) return wrong(at, { zh: '对象', en: 'an object' })
    const given = Object.entries(value).filter(([, inner]) => inner !== undefined)
    const missing = required.filter((key) => value[key] === undefined)
    return [...missing.map((key) => lacking(at, key)), ...given.flatMap(([key, inner]) => keyed(keys, { key, inner, at }))]
  }

function keyed(
  keys: Readonly<Record<string, Shape>>,
  { key, inner, at }: { readonly key: string; readonly inner: unknown; readonly at: string },
): readonly Problem[] {
  const shape = Object.hasOwn(keys, key) ? keys[key] : undefined
  if (shape !== undefined) return shape(inner, `${at}.${key}`)
  const message = { zh: `这里没有“${key}”这一项。`, en: `There is no “${key}” here.` }
  return [{ code: 'unknown-key', at: `${at}.${key}`, message, hint: didYouMean(key, Object.keys(keys)) }]
}

const lacking = (at: string, key: string): Problem => ({
  code: 'missing-key',
  at: `${at}.${key}`,
  message: { zh: `缺少“${key}”。`, en: `“${key}” is missing.` },
  hint: noHint,
})
