import { isTrue, type LiveContext } from '../model/live.js'
import type { Field, RecordView, Resource, Values } from '../model/model.js'
import type { FormState, Line } from './form-state.js'

/** @param record.base  null for one that is not there yet: everything can be written then */
export function isChangeable(
  context: LiveContext,
  { resource, base, values }: { readonly resource: Resource; readonly base: RecordView | null; readonly values: Values },
  field: Field,
): boolean {
  return field.writable && (base === null || isTrue(context, field.changeable, { resource, values, owner: null }))
}

/** Names of the columns that may not be changed in this line, with commas between them. A line that is not saved yet has none. */
export function frozenCells(
  context: LiveContext,
  { resource, values }: FormState,
  { field, target, columns }: { readonly field: Field; readonly target: Resource; readonly columns: readonly Field[] },
  line: Line,
): string {
  if (line.id === undefined) return ''
  const placed = { resource: target, values: line, owner: { by: field.relation?.by ?? '', placed: { resource, values, owner: null } } }
  return columns.flatMap(({ name, writable, changeable }) => (writable && !isTrue(context, changeable, placed) ? [name] : [])).join()
}

/** @param frozen  what `frozenCells` says */
export const isFrozen = (frozen: string, column: string): boolean => frozen.split(',').includes(column)
