/** What rows are sorted by: columns where they may be read, over references a column of the row referred to. */
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { pathOf } from '../../expressions/build.js'
import type { ValueType } from '../../expressions/tree.js'
import { type Fragment, raw, sql } from '../sql/fragment.js'
import { sqlOf, valueSqlOf } from '../sql/sql-of.js'
import type { SqlScope } from '../sql/sql-scope.js'

export interface OrderTerm {
  /** Dotted, as it was asked for. */
  readonly name: string
  readonly value: Fragment
  readonly type: ValueType
  readonly descending: boolean
  readonly nullable: boolean
}

/** `path` names readable fields only; a reference sorts by the title of what it refers to (a look-up a row, so no index helps). */
export function orderTermFor(scope: SqlScope, path: readonly string[], descending: boolean): OrderTerm {
  const { value, type } = sortValue(scope, path)
  return { name: path.join('.'), value, type, descending, nullable: path.join('.') !== 'id' }
}

/** The unique end of every order, so that no row is shown twice or never. */
export function idTerm(scope: SqlScope, descending: boolean): OrderTerm {
  return { name: 'id', value: raw(`${scope.alias}.id`), type: 'reference', descending, nullable: false }
}

interface SortValue {
  readonly value: Fragment
  readonly type: ValueType
}

function sortValue(scope: SqlScope, path: readonly string[]): SortValue {
  const [name = '', ...rest] = path
  const field = fieldIn(scope.resource, name)
  if (field.kind !== 'belongsTo') return guarded(scope, field)
  const target = scope.model.resources[field.target ?? '']
  if (target === undefined) throw new Error(`${scope.resource.name}.${name} refers to nothing`)
  return acrossReference(scope, field, { target, path: rest.length > 0 ? rest : [titleOf(scope, target)] })
}

/** Who may not read a title sees the id, and sorts by it. */
function titleOf(scope: SqlScope, target: ResourceModel): string {
  const readable = scope.across?.(target.name).readable(target.title) ?? 'yes'
  return readable === 'no' ? 'id' : target.title
}

function acrossReference(
  scope: SqlScope,
  field: FieldModel,
  to: { readonly target: ResourceModel; readonly path: readonly string[] },
): SortValue {
  const there = scopeAcross(scope, to.target)
  const { value, type } = sortValue(there, to.path)
  const rows = scope.across === undefined ? raw('TRUE') : sqlOf(scope.across(to.target.name).rows, unguardedScope(there))
  const reference = guarded(scope, field).value
  const table = raw(`${scope.dialect.quote(to.target.table)} ${there.alias}`)
  return { type, value: sql`(SELECT ${value} FROM ${table} WHERE ${raw(`${there.alias}.id`)} = ${reference} AND ${rows})` }
}

function scopeAcross(scope: SqlScope, target: ResourceModel): SqlScope {
  const { readable: _readable, ...open } = scope
  const there = { ...open, resource: target, alias: `${scope.alias}_o` }
  const crossing = scope.across?.(target.name)
  return crossing === undefined ? there : { ...there, readable: crossing.readable }
}

/** The column, NULL on rows where it may not be read. */
function guarded(scope: SqlScope, field: FieldModel): SortValue {
  const value = openValue(scope, field)
  const readable = scope.readable?.(field.name) ?? 'yes'
  if (readable === 'yes') return { value, type: field.value }
  if (readable === 'no') return { value: raw('NULL'), type: field.value }
  return { value: sql`(CASE WHEN ${sqlOf(readable, unguardedScope(scope))} THEN ${value} END)`, type: field.value }
}

function openValue(scope: SqlScope, field: FieldModel): Fragment {
  const column = field.sortColumn ?? field.column
  if (column === null) return valueSqlOf(pathOf([field.name], field.value, field.scale), unguardedScope(scope))
  return raw(`${scope.alias}.${scope.dialect.quote(column)}`)
}

/** The same row without anybody's permissions: what grants' own conditions are read on. */
export function unguardedScope(scope: SqlScope): SqlScope {
  const { readable: _readable, across: _across, ...open } = scope
  return open
}

function fieldIn(resource: ResourceModel, name: string): FieldModel {
  const field = Object.hasOwn(resource.fields, name) ? resource.fields[name] : undefined
  if (field === undefined) throw new Error(`no field ${resource.name}.${name}`)
  return field
}
