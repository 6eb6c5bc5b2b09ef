/** Which cells: a cell is visible if some grant both matches its row and shows its field. */
import type { GrantModel, Model } from '../compile/model.js'
import { isAlways, or, simplify } from '../expressions/build.js'
import type { Expression } from '../expressions/tree.js'
import { oncePer } from '../kernel/once-per.js'
import { type Access, accessFor } from './access.js'
import type { Actor } from './actor.js'
import { hopCondition } from './rows.js'

export type Visibility = 'show' | 'mask'
/** Readable on all rows one may see, or on those that meet the condition. */
export type Readable = 'all' | Expression

/** Without these a row could not be told from another, nor saved. */
const identity: readonly string[] = ['id', 'version']

/**
 * Fields whose values the actor may read, and on which rows. Masked fields are not among them: filtering by what one sees
 * only in part would tell the rest.
 */
export const readableFields = oncePer(
  (access: Access): ReadonlyMap<string, Readable> => fieldsWhere(access, (grant, field) => visibilityIn(grant, field) === 'show'),
)

/** Is the field shown on any row at all? */
export function isReadable(access: Access, field: string): boolean {
  return access.grants.some((grant) => visibilityIn(grant, field) === 'show')
}

/** Fields of which the actor sees at least a masked value, and on which rows. */
export function maskOf(access: Access): ReadonlyMap<string, Readable> {
  const masked = new Set(access.grants.flatMap((grant) => Object.keys(grant.fields).filter((name) => grant.fields[name] === 'mask')))
  return new Map([...fieldsWhere(access, (grant, field) => visibilityIn(grant, field) !== undefined)].filter(([name]) => masked.has(name)))
}

function fieldsWhere(access: Access, test: (grant: GrantModel, field: string) => boolean): ReadonlyMap<string, Readable> {
  const names = new Set([...(access.grants.length > 0 ? identity : []), ...access.grants.flatMap((grant) => Object.keys(grant.fields))])
  const found = [...names].map((name) => [name, access.grants.filter((grant) => test(grant, name))] as const)
  return new Map(found.filter(([, grants]) => grants.length > 0).map(([name, grants]) => [name, readableBy(access, grants)]))
}

function readableBy(access: Access, grants: readonly GrantModel[]): Readable {
  if (grants.length === access.grants.length) return 'all'
  const rows = simplify(or(...grants.map((grant) => grant.rows)))
  return isAlways(rows) ? 'all' : rows
}

export function visibilityIn(grant: GrantModel, field: string): Visibility | undefined {
  if (identity.includes(field)) return 'show'
  return Object.hasOwn(grant.fields, field) ? grant.fields[field] : undefined
}

/** Visible fields of one row. */
export type View = ReadonlyMap<string, Visibility>

export interface Views {
  /** @param hits  one boolean a grant of the access: does it match the row? */
  of(hits: readonly boolean[]): View
  /** Of the owned rows in a relation of that row. */
  linesOf(hits: readonly boolean[], relation: string): View
}

/** Views of many rows: rows that the same grants match share one. */
export const viewsFor = oncePer((access: Access): Views => {
  const known = new Map<string, View>()
  const remembered = (key: string, make: () => View): View => {
    const view = known.get(key) ?? make()
    known.set(key, view)
    return view
  }
  return {
    of: (hits) => remembered(hits.join(), () => viewOf(access, hits)),
    linesOf: (hits, relation) => remembered(`${relation}:${hits.join()}`, () => lineViewOf(access, hits, relation)),
  }
})

/** What is shown of a row that these grants match: shown wins over masked. No grant matches: nothing at all. */
export function viewOf(access: Access, hits: readonly boolean[]): View {
  const matching = access.grants.filter((_, index) => hits[index] === true)
  return viewThrough(matching.map((grant) => grant.fields))
}

/** The same for the owned rows of a relation of that row. */
export function lineViewOf(access: Access, hits: readonly boolean[], relation: string): View {
  const matching = access.grants.filter((grant, index) => hits[index] === true && grant.fields[relation] === 'show')
  return viewThrough(matching.map((grant) => grant.lines[relation]?.fields ?? {}))
}

function viewThrough(shown: readonly Readonly<Record<string, Visibility>>[]): View {
  const view = new Map<string, Visibility>(shown.length > 0 ? identity.map((name) => [name, 'show']) : [])
  for (const fields of shown) {
    for (const [name, how] of Object.entries(fields)) if (view.get(name) !== 'show') view.set(name, how)
  }
  return view
}

/** How a query may read one resource: its rows, and on which of them each field. What `store/sql` asks at every hop. */
export interface Hop {
  readonly rows: Expression
  readonly readable: (field: string) => 'yes' | 'no' | Expression
}

export function hopFor(model: Model, actor: Actor): (resource: string) => Hop {
  return (resource) => ({ rows: hopCondition(model, actor, resource), readable: readableIn(accessFor(model, actor, resource, 'read')) })
}

/** For `SqlScope.readable`. */
export function readableIn(access: Access): (field: string) => 'yes' | 'no' | Expression {
  const fields = readableFields(access)
  return (field) => {
    const readable = fields.get(field) ?? 'no'
    return readable === 'all' ? 'yes' : readable
  }
}
