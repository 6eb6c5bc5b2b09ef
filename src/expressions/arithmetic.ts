import { addDays, daysBetween, isDay } from '../kernel/clock.js'
import { Decimal, decimalOf, roundTo } from '../kernel/decimal.js'
import { extremeOf } from './aggregate-values.js'
import { type ArithmeticNode, type ChooseNode, type DayNode, divisionScale } from './tree.js'
import type { Value } from './value.js'

/** Further than this no day is counted: about 274 years, and every database still knows the date. */
export const farthestDays = 100_000

/** Absent when either side is, or when dividing by zero; a quotient is rounded half-up to `divisionScale` digits. */
export function arithmetic(op: ArithmeticNode['op'], left: Value, right: Value): Value {
  if (!(left instanceof Decimal) || !(right instanceof Decimal)) return null
  if (op === 'add') return left.plus(right)
  if (op === 'subtract') return left.minus(right)
  if (op === 'multiply') return left.times(right)
  return right.isZero() ? null : roundTo(left.div(right), divisionScale)
}

export function negated(value: Value): Value {
  return value instanceof Decimal ? value.negated() : null
}

/** `coalesce`: the first that is there; `least` and `greatest` ignore what is absent. */
export function choose(op: ChooseNode['op'], values: readonly Value[]): Value {
  if (op === 'coalesce') return values.find((value) => value !== null) ?? null
  return extremeOf(op === 'least' ? 'min' : 'max', values)
}

/** Days are whole, rounded half-up, and no more than `farthestDays` either way; a day outside the calendar is absent. */
export function dayResult(op: DayNode['op'], left: Value, right: Value): Value {
  if (typeof left !== 'string') return null
  if (op === 'daysBetween') return typeof right === 'string' ? decimalOf(daysBetween(left, right)) : null
  if (!(right instanceof Decimal)) return null
  const days = Math.max(-farthestDays, Math.min(farthestDays, roundTo(right, 0).toNumber()))
  const day = addDays(left, days)
  return isDay(day) ? day : null
}
