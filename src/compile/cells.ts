/**
 * Which cells a grant shows. What is computed from a hidden field is hidden, from a masked one masked, unless the definition reveals it and says why.
 * Rows of other documents that a roll-up adds up are judged by all grants of the same role that read them.
 */
import type { Grant } from '../define/grant.js'
import type { Catalog, Entry } from './catalog.js'
import { documentOf } from './catalog.js'
import { type Formulas, hiddenReads, placeOf, type Read } from './formulas.js'

/** One grant of one role on one resource, by its name. */
export interface NamedGrant {
  readonly role: string
  readonly name: string
  readonly entry: Entry
  readonly grant: Grant
}

export type Cell = 'show' | 'mask' | null

/** Tags by `resource.field`, those of what it is computed from included. */
export type Tags = ReadonlyMap<string, readonly string[]>

export interface Cells {
  readonly catalog: Catalog
  readonly formulas: Formulas
  readonly tags: Tags
  readonly grants: readonly NamedGrant[]
}

/** Always readable where the row is: without them nothing could be opened or saved. */
const alwaysShown: readonly string[] = ['id', 'version']

/** A field of the granted resource, or of one of its owned lines when `relation` is given. */
export interface Asked {
  readonly relation: string | null
  readonly field: string
}

export function cellOf(cells: Cells, named: NamedGrant, asked: Asked): Cell {
  const own = ownCell(cells, named, asked)
  const resource = resourceOf(named, asked.relation)
  const formula = cells.formulas.get(placeOf(resource, asked.field))
  const field = cells.catalog.resources.get(resource)?.fields.get(asked.field)
  if (own === null || formula === undefined || field === undefined) return own
  return worst([own, ...hiddenReads(field, formula).map((read) => readCell(cells, named, read))])
}

/** What the grant itself says, before formulas. */
function ownCell({ tags }: Cells, { entry, grant }: NamedGrant, { relation, field }: Asked): Cell {
  if (relation === null && alwaysShown.includes(field)) return 'show'
  const own = tags.get(placeOf(resourceOf({ entry }, relation), field)) ?? []
  const named = (names: readonly string[]): boolean => namesCell({ relation, field, tags: own }, names)
  if (!(grant.show === undefined || named(grant.show) || isShownWith(entry, grant, { relation, field })) || named(grant.hide ?? []))
    return null
  return named(grant.mask ?? []) ? 'mask' : 'show'
}

/** What is shown although `show` does not name it: a relation one of whose fields it names, and what tells those lines apart. */
function isShownWith(entry: Entry, grant: Grant, { relation, field }: Asked): boolean {
  if (relation === null) return entry.fields.get(field)?.owned === true && showsSome(grant, field)
  return alwaysShown.includes(field) && showsSome(grant, relation)
}

/** `total`, `#cost`, `lines` (all of them), `lines.unitPrice`. */
export function namesCell(cell: Asked & { readonly tags: readonly string[] }, names: readonly string[]): boolean {
  const { relation, field } = cell
  const tagged = names.some((name) => name.startsWith('#') && cell.tags.includes(name.slice(1)))
  return tagged || names.includes(relation === null ? field : relation) || (relation !== null && names.includes(`${relation}.${field}`))
}

/** A relation is shown by its own name or by one of its fields. */
export const showsSome = (grant: Grant, relation: string): boolean =>
  grant.show === undefined || grant.show.some((name) => name === relation || name.startsWith(`${relation}.`))

/** The resource whose field is asked for: the granted one, or that of its lines. */
const resourceOf = ({ entry }: Pick<NamedGrant, 'entry'>, relation: string | null): string =>
  relation === null ? entry.name : (entry.fields.get(relation)?.target ?? '')

/** How this grant (or, elsewhere, this role) sees something that a formula reads. */
function readCell(cells: Cells, named: NamedGrant, read: Read): Cell {
  const relation = named.entry.fields.get(read.through ?? '')
  if (read.resource === named.entry.name && read.through === null) return cellOf(cells, named, { relation: null, field: read.field })
  if (read.through !== null && relation?.owned === true && relation.target === read.resource) {
    return cellOf(cells, named, { relation: read.through, field: read.field })
  }
  const line = ownedRelationOf(named, read.resource)
  if (line !== null && read.through === null) return cellOf(cells, named, { relation: line, field: read.field })
  return best(elsewhere(cells, named.role, read))
}

/** The owned relation through which a grant on the document also covers these lines. */
function ownedRelationOf({ entry }: NamedGrant, resource: string): string | null {
  const found = [...entry.fields].find(([, field]) => field.owned === true && field.target === resource)
  return found?.[0] ?? null
}

/** Every grant by which the role reads rows of this resource. */
function elsewhere(cells: Cells, role: string, read: Read): readonly Cell[] {
  const document = documentOf(cells.catalog, read.resource)
  const grants = cells.grants.filter((other) => other.role === role && other.entry.name === document && other.grant.can.includes('read'))
  return grants.map((other) =>
    cellOf(cells, other, { relation: document === read.resource ? null : ownedRelationOf(other, read.resource), field: read.field }),
  )
}

const worst = (cells: readonly Cell[]): Cell => (cells.includes(null) ? null : cells.includes('mask') ? 'mask' : 'show')
const best = (cells: readonly Cell[]): Cell => (cells.includes('show') ? 'show' : cells.includes('mask') ? 'mask' : null)
