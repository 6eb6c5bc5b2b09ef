import { Decimal, decimalOf, isDecimalText } from '../kernel/decimal.js'
import type { ValueType } from './tree.js'

/** What an expression reads and yields: dates, instants, ids and text are strings; null is absent. */
export type Value = Decimal | string | boolean | null | readonly Value[]

/** A stored or sent value as the language sees it: decimals become `Decimal`; what does not fit its type is absent. */
export function typedValue(stored: unknown, type: ValueType): Value {
  if (stored === null || stored === undefined) return null
  if (stored instanceof Decimal) return stored
  if (type === 'decimal') return decimalFrom(stored)
  if (type === 'list') return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : null
  if (typeof stored === 'string' || typeof stored === 'boolean') return stored
  return typeof stored === 'number' || typeof stored === 'bigint' ? String(stored) : null
}

function decimalFrom(stored: unknown): Value {
  if (typeof stored === 'number' || typeof stored === 'bigint') return decimalOf(String(stored))
  return typeof stored === 'string' && isDecimalText(stored) ? decimalOf(stored) : null
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Order of two present values of one type; null when they cannot be compared. Text goes by its UTF-8 bytes, as the databases do. */
export function compareValues(left: Value, right: Value): number | null {
  if (left instanceof Decimal && right instanceof Decimal) return left.comparedTo(right)
  if (typeof left === 'string' && typeof right === 'string') return compareBytes(left, right)
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  return null
}

/** UTF-8 byte order, which is code point order: UTF-16 units above U+D7FF are lifted so that surrogates come last. */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at += 1) {
    const difference = lifted(left.charCodeAt(at)) - lifted(right.charCodeAt(at))
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function lifted(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}

/** Equality of two values; unknown when either is absent. A list equals what it holds: `tags = 'vip'`. */
export function equalValues(left: Value, right: Value): boolean | null {
  if (left === null || right === null) return null
  if (isList(left)) return left.some((one) => equalValues(one, right) === true)
  if (isList(right)) return equalValues(right, left)
  return compareValues(left, right) === 0
}
