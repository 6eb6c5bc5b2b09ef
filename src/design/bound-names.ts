/**
 * Grants point at fields born in the browser by their immutable id, written `x_note@k3f9a2`: a field that was taken away and made anew
 * under the same name has another id, and inherits nothing.
 */
import type { Definitions } from '../define/definitions.js'
import type { Field } from '../define/field.js'
import type { Resource } from '../define/resource.js'
import { isNames, isObject, type Json, type JsonObject } from './operations.js'

const nameLists = ['show', 'hide', 'mask', 'write']

/** Names with their ids taken off where the id is still the field's, and left out where it is not. */
export function boundNames(definitions: Definitions): Definitions {
  const resources = definitions.resources.map((resource) => ({
    ...resource,
    ...(resource.permissions === undefined ? {} : { permissions: unbound(definitions, resource) }),
  }))
  return { ...definitions, resources }
}

function unbound(definitions: Definitions, resource: Resource): NonNullable<Resource['permissions']> {
  const keep = (entry: string): readonly string[] => {
    const [name = '', id] = entry.split('@')
    return id === undefined || fieldIn(definitions, resource, name)?.id === id ? [name] : []
  }
  return mapNames(resource.permissions as unknown as JsonObject, (names) => names.flatMap(keep)) as unknown as NonNullable<
    Resource['permissions']
  >
}

/** The other way round, for what is stored: names of fields that have an id get it. */
export function bindNames(definitions: Definitions, resource: string, permissions: Json): Json {
  const found = definitions.resources.find((one) => one.name === resource)
  if (found === undefined || !isObject(permissions)) return permissions
  return mapNames(permissions, (names) => names.map((name) => bindName(definitions, found, name)))
}

export function bindName(definitions: Definitions, resource: Resource, name: string): string {
  const id = name.includes('@') ? undefined : fieldIn(definitions, resource, name)?.id
  return id === undefined ? name : `${name}@${id}`
}

/** `x_note`, or `lines.x_note` for a line. */
function fieldIn(definitions: Definitions, resource: Resource, name: string): Field | undefined {
  const [first = '', second] = name.split('.')
  const field = Object.hasOwn(resource.fields, first) ? resource.fields[first] : undefined
  if (second === undefined) return field
  const lines = definitions.resources.find((one) => one.name === field?.target)
  return lines !== undefined && Object.hasOwn(lines.fields, second) ? lines.fields[second] : undefined
}

function mapNames(value: JsonObject, change: (names: readonly string[]) => readonly string[]): JsonObject {
  const entries = Object.entries(value).map(([key, part]) => {
    if (nameLists.includes(key) && isNames(part)) return [key, change(part)] as const
    return [key, isObject(part) ? mapNames(part, change) : part] as const
  })
  return Object.fromEntries(entries)
}
