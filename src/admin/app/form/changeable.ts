import { isTrue, type LiveContext } from '../model/live.js'
import type { Field, RecordView, Resource, Values } from '../model/model.js'

/** @param record.base  null for one that is not there yet: everything can be written then */
export function isChangeable(
  context: LiveContext,
  { resource, base, values }: { readonly resource: Resource; readonly base: RecordView | null; readonly values: Values },
  field: Field,
): boolean {
  return field.writable && (base === null || isTrue(context, field.changeable, { resource, values, owner: null }))
}
