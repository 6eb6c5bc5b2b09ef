/** From what a driver hands over to the stored shape of a field: decimals, ids and whole numbers are text. */
import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import { decimalOf, formatDecimal } from '../../kernel/decimal.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Row } from '../database.js'

/** @param value  as `Sql` reads it: numbers for counts and 32-bit integers, text for decimals and ids */
export function storedValueOf(field: FieldModel, value: unknown): StoredValue {
  if (value === null || value === undefined) return null
  if (field.value === 'decimal') return decimalText(String(value), field.scale ?? 0)
  if (field.kind === 'boolean') return value === true || value === 1 || value === '1'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return value as StoredValue
}

/** A column of the field's own scale reads as it is kept. */
function decimalText(text: string, scale: number): string {
  const point = text.indexOf('.')
  const isExact = scale === 0 ? point < 0 : point >= 0 && text.length - point - 1 === scale
  return isExact && plain.test(text) ? text : formatDecimal(decimalOf(text), scale)
}

/** Neither an exponent nor a zero with a sign. */
const plain = /^(-(?=.*[1-9]))?\d+(\.\d+)?$/

/** A whole row, read under its column names, as stored fields by name. */
export function storedRowOf(resource: ResourceModel, row: Row): StoredRow {
  const values: Record<string, StoredValue> = {}
  for (const field of storedFields(resource)) values[field.name] = storedValueOf(field, row[field.column])
  return values as StoredRow
}

export type StoredField = FieldModel & { readonly column: string }

/** Fields that have a column, in model order. */
export const storedFields = oncePer((resource: ResourceModel): readonly StoredField[] =>
  Object.values(resource.fields).filter((field): field is StoredField => field.column !== null),
)
