import { typedValue, type Value } from '../expressions/value.js'
import { Decimal, decimalOf, formatDecimal } from '../kernel/decimal.js'
import type { StoredValue } from './field-values.js'
import type { FieldModel } from './model.js'

/** One row as it is kept: stored fields by name. Decimals and ids are text. */
export type StoredRow = Readonly<Record<string, StoredValue>> & { readonly id: string }

/** Stored → what expressions compute with. */
export function computedOf(field: FieldModel, value: StoredValue | undefined): Value {
  return typedValue(value ?? null, field.value)
}

/** Computed → stored: decimals get exactly the field's scale. */
export function storedOf(field: FieldModel, value: Value): StoredValue {
  if (value instanceof Decimal) return formatDecimal(value, field.scale ?? 0)
  if (typeof value === 'string' && field.value === 'decimal') return formatDecimal(decimalOf(value), field.scale ?? 0)
  return value as StoredValue
}

/** Do two stored values mean the same? */
export function sameStored(a: StoredValue | undefined, b: StoredValue | undefined): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b)
}
