import type { Problem } from '../../kernel/problem.js'
import { number, objectOf, type Shape, text } from './shape.js'

/** `{ minutes: 10 }`: one unit, and more than nothing of it. */
export const duration: Shape = (value, at) => {
  const misshapen = objectOf({ seconds: number, minutes: number, hours: number, days: number })(value, at)
  if (misshapen.length > 0) return misshapen
  const counts = Object.values(value as Readonly<Record<string, number>>)
  return counts.length === 1 && counts.every((count) => Number.isFinite(count) && count > 0) ? [] : notALength(at)
}

const notALength = (at: string): readonly Problem[] => [
  {
    code: 'bad-duration',
    at,
    message: { zh: '时长写一个单位和大于零的数。', en: 'A length of time is one unit and a number above zero.' },
    hint: { zh: '如 {"minutes":10}。', en: 'As in {"minutes":10}.' },
  },
]

/** `{ every }` or `{ cron }`. */
export const schedule: Shape = (value, at) =>
  (typeof value === 'object' && value !== null && 'every' in value ? objectOf({ every: duration }) : objectOf({ cron }, ['cron']))(
    value,
    at,
  )

const cron: Shape = (value, at) => {
  const misshapen = text(value, at)
  return misshapen.length > 0 || isCron(String(value)) ? misshapen : notACron(at)
}

const notACron = (at: string): readonly Problem[] => [
  {
    code: 'bad-cron',
    at,
    message: { zh: '不是可用的 cron 表达式。', en: 'This is no cron expression.' },
    hint: { zh: '五项：分 时 日 月 周，如 "30 2 * * *"。', en: 'Five parts: minute, hour, day, month, weekday, as in "30 2 * * *".' },
  },
]

/** Least and greatest of minute, hour, day, month and weekday; Sunday is 0 or 7. */
const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

function isCron(expression: string): boolean {
  const parts = expression.trim().split(/\s+/)
  return (
    parts.length === ranges.length && ranges.every((range, index) => (parts[index] ?? '').split(',').every((one) => isPart(one, range)))
  )
}

/** `*`, `5`, `1-5`, and each of them in steps. */
function isPart(part: string, [least, greatest]: readonly [number, number]): boolean {
  const found = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/([1-9]\d?))?$/.exec(part)
  if (found === null) return false
  const from = Number(found[1] ?? least)
  const until = Number(found[2] ?? found[1] ?? greatest)
  return from >= least && until <= greatest && from <= until
}
