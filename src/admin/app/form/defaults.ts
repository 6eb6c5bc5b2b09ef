import type { NamedValue } from '../../../define/values.js'
import { currentUser } from '../api/session.js'
import type { LiveContext } from '../model/live.js'
import { type Field, isReference, type Reference, type Resource, type Values } from '../model/model.js'

/** What a new record starts with, before anything is picked. */
export function defaultsFor(context: LiveContext, resource: Resource): Values {
  const given = resource.fields.flatMap((field): [string, unknown][] => {
    const value = defaultOf(context, field)
    return value === undefined ? [] : [[field.name, value]]
  })
  return Object.fromEntries(given)
}

function defaultOf(context: LiveContext, field: Field): unknown {
  if (field.default === null || field.default.kind === 'from') return undefined
  if (field.default.kind === 'constant') return field.default.value === null ? undefined : constantOf(field, field.default.value)
  return namedOf(context, field, field.default.value)
}

const constantOf = (field: Field, value: string | number | boolean): unknown =>
  typeof value === 'number' ? String(value) : field.kind === 'belongsTo' ? undefined : value

function namedOf(context: LiveContext, field: Field, value: NamedValue): unknown {
  if ('now' in value) return value.now === 'date' ? context.today : undefined
  if (!('actor' in value) || value.actor !== 'id' || field.kind !== 'belongsTo') return undefined
  const user = currentUser.get()
  return user.id === '' ? undefined : { id: user.id, label: user.name }
}

/** Fields whose default is read through the reference `name`, with what it says now. */
export function followedBy(
  context: LiveContext,
  resource: Resource,
  picked: { readonly name: string; readonly reference: Reference },
): Values {
  const from = resource.fields.filter((field) => field.default?.kind === 'from' && field.default.path[0] === picked.name)
  const values = from.flatMap((field): [string, unknown][] => {
    const path = field.default?.kind === 'from' ? field.default.path : []
    const value = readThrough(context, resource, { path, reference: picked.reference })
    return value === undefined ? [] : [[field.name, value]]
  })
  return Object.fromEntries(values)
}

interface Walk {
  readonly path: readonly string[]
  readonly reference: Reference
}

/** Undefined while a record on the way is not known: it will follow once it was read. */
function readThrough(context: LiveContext, resource: Resource, { path, reference }: Walk): unknown {
  const [head = '', next = '', ...rest] = path
  const target = resource.field.get(head)?.target ?? ''
  const values = context.known.get(`${target}/${reference.id}`)
  const targetResource = context.model.resources.get(target)
  if (values === undefined || targetResource === undefined) return undefined
  const value = values[next]
  if (rest.length === 0) return value ?? null
  return isReference(value) ? readThrough(context, targetResource, { path: [next, ...rest], reference: value }) : null
}
