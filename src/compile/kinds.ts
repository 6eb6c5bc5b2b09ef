import type { Field, FieldKind } from '../define/field.js'
import type { ValueType } from '../expressions/tree.js'
import type { ColumnType } from './table-model.js'

/** What a kind means when its definition says no more. Scale and precision belong to the kind, so that two databases round alike. */
interface Kind {
  readonly value: ValueType
  readonly precision?: number
  readonly scale?: number
  readonly length?: number
}

const kinds: Readonly<Record<FieldKind, Kind>> = {
  text: { value: 'text', length: 200 },
  longText: { value: 'text' },
  email: { value: 'text', length: 200 },
  phone: { value: 'text', length: 40 },
  url: { value: 'text', length: 500 },
  integer: { value: 'decimal', precision: 18, scale: 0 },
  decimal: { value: 'decimal', precision: 18, scale: 4 },
  quantity: { value: 'decimal', precision: 18, scale: 6 },
  money: { value: 'decimal', precision: 18, scale: 2 },
  unitPrice: { value: 'decimal', precision: 18, scale: 8 },
  percent: { value: 'decimal', precision: 9, scale: 6 },
  date: { value: 'date' },
  instant: { value: 'instant' },
  boolean: { value: 'boolean' },
  select: { value: 'text', length: 40 },
  multiSelect: { value: 'list' },
  sequence: { value: 'text', length: 60 },
  belongsTo: { value: 'reference' },
  hasMany: { value: 'list' },
  file: { value: 'reference' },
  json: { value: 'unknown' },
  secret: { value: 'text', length: 500 },
}

export const fieldKinds = Object.keys(kinds) as readonly FieldKind[]

export const isFieldKind = (kind: string): kind is FieldKind => Object.hasOwn(kinds, kind)

/** A row's own id is text on the outside and compares like any reference to it. */
export const valueTypeOf = (name: string, field: Field): ValueType => (name === 'id' ? 'reference' : kinds[field.kind].value)

export const precisionOf = (field: Field): number | null => field.precision ?? kinds[field.kind].precision ?? null
export const scaleOf = (field: Field): number | null => field.scale ?? kinds[field.kind].scale ?? null
export const lengthOf = (field: Field): number | null => field.length ?? kinds[field.kind].length ?? null

/** Kinds a record may be known by. */
export const titleKinds: readonly FieldKind[] = ['text', 'email', 'phone', 'url', 'sequence', 'select']

/** Kinds that search looks through, so that people find `张` by typing `zhang`. */
export const searchableKinds: readonly FieldKind[] = ['text', 'longText', 'email', 'phone', 'url', 'sequence']

export const isMeasurable = (field: Field): boolean => kinds[field.kind].value === 'decimal'

/** How a field is stored; a hasMany is not. */
export function columnTypeOf(name: string, field: Field): ColumnType {
  if (name === 'id' || field.kind === 'belongsTo' || field.kind === 'file') return { kind: 'id' }
  if (name === 'version') return { kind: 'integer' }
  if (kinds[field.kind].value === 'decimal') return { kind: 'decimal', precision: precisionOf(field) ?? 18, scale: scaleOf(field) ?? 0 }
  if (field.kind === 'longText') return { kind: 'longText' }
  if (field.kind === 'multiSelect' || field.kind === 'json') return { kind: 'json' }
  if (field.kind === 'date' || field.kind === 'instant' || field.kind === 'boolean') return { kind: field.kind }
  return { kind: 'text', length: lengthOf(field) ?? 200 }
}
