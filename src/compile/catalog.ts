/** Definitions by name, with the implicit fields and the owners of lines: what rules and steps look things up in. */
import type { Definitions } from '../define/definitions.js'
import type { Field } from '../define/field.js'
import type { Resource } from '../define/resource.js'
import { implicitFieldsOf } from './implicit-fields.js'
import { implicitNames } from './names.js'

export interface Catalog {
  readonly definitions: Definitions
  readonly resources: ReadonlyMap<string, Entry>
}

/** One resource before it is compiled. */
export interface Entry {
  readonly name: string
  readonly resource: Resource
  /** Its own fields in their order, then the implicit ones. */
  readonly fields: ReadonlyMap<string, Field>
  readonly owner: Owner | null
}

/** Whose lines these are: the owning resource, its relation, and the reference of the line that points back. */
export interface Owner {
  readonly resource: string
  readonly relation: string
  readonly by: string
}

export function catalogOf(definitions: Definitions): Catalog {
  const resources = new Map<string, Entry>()
  for (const resource of definitions.resources) resources.set(resource.name, entryOf(definitions, resource))
  return { definitions, resources }
}

function entryOf(definitions: Definitions, resource: Resource): Entry {
  const fields = new Map(Object.entries({ ...resource.fields, ...implicitFieldsOf(resource) }))
  return { name: resource.name, resource, fields, owner: ownerOf(definitions, resource) }
}

function ownerOf(definitions: Definitions, line: Resource): Owner | null {
  for (const resource of definitions.resources) {
    for (const [relation, field] of Object.entries(resource.fields)) {
      if (field.kind !== 'hasMany' || field.owned !== true || field.target !== line.name) continue
      return { resource: resource.name, relation, by: field.by ?? backReferences(line, resource.name)[0] ?? '' }
    }
  }
  return null
}

/** The references of a resource that point at another: what a hasMany can go back by. */
export function backReferences(from: Resource, target: string): readonly string[] {
  return Object.entries(from.fields).flatMap(([name, field]) => (field.kind === 'belongsTo' && field.target === target ? [name] : []))
}

export const findField = (catalog: Catalog, resource: string, name: string): Field | undefined =>
  catalog.resources.get(resource)?.fields.get(name)

export const fieldNamesOf = (catalog: Catalog, resource: string): readonly string[] => [
  ...(catalog.resources.get(resource)?.fields.keys() ?? []),
]

/** Where a path ends, or the first step of it that leads nowhere. */
export type Followed =
  | { readonly ok: true; readonly resource: string; readonly name: string; readonly field: Field }
  | { readonly ok: false; readonly wrong: string; readonly resource: string; readonly known: readonly string[] }

/** Walks a dotted path over references: `bill.contact.name` from a line. */
export function follow(catalog: Catalog, resource: string, path: readonly string[]): Followed {
  const [name = '', ...rest] = path
  const field = findField(catalog, resource, name)
  const known = fieldNamesOf(catalog, resource)
  if (field === undefined) return { ok: false, wrong: name, resource, known }
  if (rest.length === 0) return { ok: true, resource, name, field }
  if (field.kind !== 'belongsTo' || field.target === undefined) return { ok: false, wrong: rest[0] ?? '', resource, known: [] }
  return follow(catalog, field.target, rest)
}

/** The reference a hasMany goes back by; undefined when there is none or more than one. */
export function referenceBack(catalog: Catalog, resource: string, field: Field): string | undefined {
  if (field.by !== undefined) return field.by
  const target = catalog.resources.get(field.target ?? '')
  const found = target === undefined ? [] : backReferences(target.resource, resource)
  return found.length === 1 ? found[0] : undefined
}

/** The document a row belongs to: the owner of a line, or the resource itself. */
export const documentOf = (catalog: Catalog, resource: string): string => catalog.resources.get(resource)?.owner?.resource ?? resource

/** May somebody write it: not computed, no number, nothing the engine keeps, not the reference of a line to its owner. */
export const canBeWritten = (entry: Entry, name: string): boolean => canBeSet(entry, name) && entry.fields.get(name)?.changeable !== false

/** May a transition write it: what people may write, and what is kept from them alone (`changeable: false`). */
export function canBeSet(entry: Entry, name: string): boolean {
  const field = entry.fields.get(name)
  if (field === undefined || implicitNames.includes(name) || name === entry.owner?.by || entry.resource.keptBy !== undefined) return false
  return isGiven(field)
}

/** Records are found by their title; lines are found by their document, and indexing millions of them would cost every save. */
export const isSearchedTitle = ({ resource, owner }: Entry, name: string): boolean => resource.title === name && owner === null

/** Neither computed nor drawn nor a list of other documents, nor kept by the platform alone (`changeable: false`, `place`). */
export const isAnswerable = (field: Field): boolean => field.changeable !== false && isGiven(field)

function isGiven(field: Field): boolean {
  return (
    field.place !== true && field.formula === undefined && field.kind !== 'sequence' && (field.kind !== 'hasMany' || field.owned === true)
  )
}
