/** Which cells a reader asks for: field paths, dotted across references, and owned relations to bring along. */
import type { FieldModel, Model } from '../../compile/model.js'
import { MalformedError } from '../../kernel/errors.js'
import { oncePer } from '../../kernel/once-per.js'
import { type Access, accessFor } from '../../permissions/access.js'
import type { Actor } from '../../permissions/actor.js'
import { unknownField } from '../../permissions/readable-path.js'
import type { Source } from './source.js'

export type Path = readonly string[]

export interface Wanted {
  readonly paths: readonly Path[]
  /** Owned relations. */
  readonly include: readonly string[]
}

/** Always shown: without them a row could not be told from another, nor saved. */
const identity: readonly Path[] = [['id'], ['version']]
const longestPath = 4
const mostFields = 200

/** @throws MalformedError `unknown-field` for what is unknown, hidden or secret; `many-rows` for a relation that is not owned */
export function wantedFor(source: Source, fields: readonly string[] | undefined, include: readonly string[] = []): Wanted {
  const asked = fields === undefined ? listed(source) : fields.slice(0, mostFields).map((name) => name.split('.'))
  const found = asked.map((path) => ({ path, field: fieldAt(source, path) }))
  const relations = [...include, ...found.filter(({ field }) => field.kind === 'hasMany').map(({ path }) => path.join('.'))]
  for (const name of relations) assertOwned(source, name)
  return {
    paths: distinct([...identity, ...found.filter(({ field }) => field.kind !== 'hasMany').map(({ path }) => path)]),
    include: [...new Set(relations)],
  }
}

/** All there is to see of a record, owned rows included. */
export function everything(source: Source): Wanted {
  const visible = visibleNames(source.access)
  const { fields, fieldNames, ownedRelations } = source.resource
  const names = fieldNames.filter((name) => visible.has(name) && isCell(fields[name]))
  return { paths: distinct([...identity, ...names.map((name) => [name])]), include: ownedRelations.filter((name) => visible.has(name)) }
}

/** Names of fields the actor sees on some row, masked ones too. */
export const visibleNames = oncePer(
  (access: Access): ReadonlySet<string> => new Set([...identity.flat(), ...access.grants.flatMap((grant) => Object.keys(grant.fields))]),
)

export function isCell(field: FieldModel | undefined): field is FieldModel {
  return field !== undefined && field.kind !== 'secret' && field.kind !== 'hasMany'
}

/** What the list screen shows; columns the actor may not see are left out without a word. */
function listed({ reader, access, resource }: Source): readonly Path[] {
  return resource.screens.list
    .map((name) => name.split('.'))
    .filter((path) => visibleField(reader.model, reader.actor, { access, path }) !== undefined)
}

function fieldAt({ reader, access }: Source, path: Path): FieldModel {
  const field = visibleField(reader.model, reader.actor, { access, path })
  if (field === undefined) throw unknownField(path.join('.'))
  return field
}

/** Undefined when a step of the path is hidden, secret or unknown. */
export function visibleField(model: Model, actor: Actor, at: { readonly access: Access; readonly path: Path }): FieldModel | undefined {
  const [name = '', ...rest] = at.path
  const fields = model.resources[at.access.resource]?.fields ?? {}
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined || field.kind === 'secret' || at.path.length > longestPath || !visibleNames(at.access).has(name)) return undefined
  if (rest.length === 0) return field
  if (field.kind !== 'belongsTo' || field.target === null) return undefined
  return visibleField(model, actor, { access: accessFor(model, actor, field.target, 'read'), path: rest })
}

function assertOwned(source: Source, name: string): void {
  const field = fieldAt(source, [name])
  if (field.kind !== 'hasMany') throw unknownField(name)
  if (field.relation?.owned !== true) {
    throw new MalformedError('many-rows', { zh: `“${name}”请另行查询。`, en: `“${name}” is many rows; list them by themselves.` })
  }
}

function distinct(paths: readonly Path[]): readonly Path[] {
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()]
}
