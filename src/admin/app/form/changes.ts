import { isTrue, type LiveContext, type Placed } from '../model/live.js'
import { type Field, isReference, type Resource, type Values } from '../model/model.js'
import { isBlank, isNothing } from './check-form.js'
import { type FormState, type Line, linesOf, ownedFields } from './form-state.js'

/** What travels to the server: the whole of a new record; of an old one only what was changed. */
export function changesOf(context: LiveContext, { resource, base, values }: FormState): Values {
  const head = changedFields(context, { resource, values, owner: null }, base ?? {})
  const lines = ownedFields(resource)
    .filter((field) => field.writable)
    .flatMap((field): [string, readonly Values[]][] => {
      const changed = changedLines(context, { resource, values, owner: null }, { field, before: linesOf(base ?? {}, field.name) })
      return changed.length === 0 ? [] : [[field.name, changed]]
    })
  return { ...head, ...Object.fromEntries(lines) }
}

function changedFields(context: LiveContext, placed: Placed, before: Values): Values {
  const { resource, values, owner } = placed
  const changed = resource.fields.filter(
    (field) =>
      field.writable &&
      field.relation === null &&
      field.name !== owner?.by &&
      !same(values[field.name], before[field.name]) &&
      isTrue(context, field.visible, placed),
  )
  return Object.fromEntries(changed.map((field) => [field.name, sent(field, values[field.name])]))
}

interface Relation {
  readonly field: Field
  readonly before: readonly Values[]
}

function changedLines(context: LiveContext, head: Placed, { field, before }: Relation): readonly Values[] {
  const target = context.model.resources.get(field.target ?? '')
  const lines = linesOf(head.values, field.name)
  if (target === undefined) return []
  const owner = { by: field.relation?.by ?? '', placed: head }
  const moved = isMoved(lines, before)
  return lines.flatMap((values): Values[] => {
    const change = changedLine(
      context,
      { resource: target, values, owner },
      before.find(({ id }) => id === values.id),
    )
    if (change !== undefined) return [change]
    return moved && values.id !== undefined && values.remove !== true ? [{ id: values.id }] : []
  })
}

function changedLine(context: LiveContext, placed: Placed, before: Values | undefined): Values | undefined {
  const { values, resource } = placed
  if (values.remove === true) return values.id === undefined ? undefined : { id: values.id, remove: true }
  if (values.id === undefined && isBlank(resource, values)) return undefined
  const changed = changedFields(context, placed, before ?? {})
  if (values.id === undefined) return changed
  return Object.keys(changed).length === 0 ? undefined : { id: values.id, ...changed }
}

function isMoved(lines: readonly Line[], before: readonly Values[]): boolean {
  const kept = lines.filter((line) => line.id !== undefined && line.remove !== true).map((line) => line.id)
  const order = before.map((line) => line.id).filter((id) => kept.includes(id))
  return kept.some((id, index) => id !== order[index])
}

function sent(field: Field, value: unknown): unknown {
  if (isReference(value)) return value.id
  if (field.kind === 'file' && typeof value === 'object' && value !== null && 'id' in value) return value.id
  return isNothing(value) ? null : value
}

function same(one: unknown, other: unknown): boolean {
  if (isNothing(one) && isNothing(other)) return true
  if (isReference(one) && isReference(other)) return one.id === other.id
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Fields of a resource a section can show, given what the visitor may see. */
export function shownFields(context: LiveContext, resource: Resource, names: readonly string[], values: Values): readonly Field[] {
  return names.flatMap((name) => {
    const field = resource.field.get(name)
    return field !== undefined && isTrue(context, field.visible, { resource, values, owner: null }) ? [field] : []
  })
}
