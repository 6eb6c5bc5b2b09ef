import type { ColumnType } from '../compile/table-model.js'
import { Decimal, isDecimalText } from '../kernel/decimal.js'

/** Text that must reach a MySQL column as it is, though it looks like an instant. */
export class ExactText {
  constructor(readonly text: string) {}
}

/** Digits of a decimal, as they are to stand in a statement. */
export class ExactNumber {
  constructor(readonly digits: string) {}
}

/**
 * What to hand to a statement for a value of a column, so that both dialects store and compare exactly that. Without it, MySQL
 * computes with decimals given as text in floating point (`total + '0.1'` is wrong beyond 15 digits), and a text that looks exactly
 * like an instant (`2026-11-22T08:00:00.000Z`) is rewritten to MySQL's form of one.
 */
export function parameterFor(kind: ColumnType['kind'], value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (kind === 'json') return new ExactText(JSON.stringify(value))
  if (typeof value !== 'string') return value
  if (kind === 'decimal') return isDecimalText(value) ? new ExactNumber(value) : new Decimal(value)
  if (kind === 'id' || kind === 'bigint') return BigInt(value)
  return (kind === 'text' || kind === 'longText') && isInstant(value) ? new ExactText(value) : value
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/

export function isInstant(text: string): boolean {
  return text.length >= 20 && text.length <= 27 && instant.test(text)
}

/** The shapes a parameter may have, cut down to what drivers are given. */
export type PlainValue = null | boolean | number | bigint | string | Decimal | ExactNumber | ExactText | Uint8Array

/** @throws TypeError for what no column can hold: undefined, NaN, a function */
export function plainValue(value: unknown): PlainValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ExactNumber || value instanceof ExactText || value instanceof Uint8Array || Decimal.isDecimal(value))
    return value as PlainValue
  if (typeof value === 'object') return new ExactText(JSON.stringify(value))
  throw new TypeError(`Not a value for a statement: ${typeof value === 'number' ? value : typeof value}`)
}
