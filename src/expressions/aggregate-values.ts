import { Decimal, decimalOf } from '../kernel/decimal.js'
import type { AggregateNode } from './tree.js'
import { compareValues, type Value } from './value.js'

/** Absent values are skipped; the sum and the count of nothing are 0, its least and greatest absent. */
export function aggregateOf(fn: AggregateNode['fn'], values: readonly Value[]): Value {
  const present = values.filter((value) => value !== null)
  if (fn === 'count') return decimalOf(present.length)
  return fn === 'sum' ? sumOf(present) : extremeOf(fn, present)
}

function sumOf(values: readonly Value[]): Decimal {
  return values.reduce<Decimal>((sum, value) => (value instanceof Decimal ? sum.plus(value) : sum), decimalOf(0))
}

/** The least or greatest of what is there; null of nothing. */
export function extremeOf(fn: 'min' | 'max', values: readonly Value[]): Value {
  const sign = fn === 'min' ? 1 : -1
  return values.reduce<Value>((best, value) => {
    if (value === null || best === null) return best ?? value
    return sign * (compareValues(value, best) ?? 0) < 0 ? value : best
  }, null)
}
