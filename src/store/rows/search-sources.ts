/** Where a search looks: in the record's own fields, and in the titles of what it refers to. Each is a range of one search table. */
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { isAlways } from '../../expressions/build.js'
import { searchedLength } from '../../expressions/normalise.js'
import type { Expression } from '../../expressions/tree.js'
import { parameterFor } from '../parameters.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { afterPrefix } from '../sql/match-sql.js'
import { sqlOf } from '../sql/sql-of.js'
import type { SqlScope } from '../sql/sql-scope.js'
import { unguardedScope } from './order-term.js'

/** Fields of a resource that may be read on the same rows. */
export interface SearchedFields {
  readonly names: readonly string[]
  /** On which rows; null: on all. Read without permissions. */
  readonly readable: Expression | null
}

export type SearchSource =
  | { readonly kind: 'own'; readonly table: string; readonly fields: SearchedFields }
  | {
      readonly kind: 'reference'
      readonly table: string
      /** Of the target. */
      readonly fields: SearchedFields
      /** The reference here. */
      readonly field: FieldModel
      readonly readable: Expression | null
      readonly target: ResourceModel
      /** Rows of the target that may be read. */
      readonly rows: Expression
    }

export interface Search {
  /** Normalised. */
  readonly text: string
  readonly sources: readonly SearchSource[]
}

/** Rows of a search table whose term starts with the text, under the alias `s`. */
export function rangeSql(scope: SqlScope, source: SearchSource, text: string): Fragment {
  const end = afterPrefix(text)
  const until = end === null ? raw('') : sql` AND s.term < ${termSql(scope, end)}`
  const names = join(
    source.fields.names.map((name) => ({ sql: '?', parameters: [name] })),
    ', ',
  )
  return sql`s.term >= ${termSql(scope, text)}${until} AND s.${raw(scope.dialect.quote('field'))} IN (${names})`
}

function termSql(scope: SqlScope, text: string): Fragment {
  const term: Fragment = { sql: '?', parameters: [parameterFor('text', text)] }
  return scope.dialect.name === 'mysql' ? sql`(${term} COLLATE utf8mb4_bin)` : sql`(CAST(${term} AS TEXT) COLLATE "C")`
}

/** On which rows of `t` the source may be looked at. */
export function guardSql(scope: SqlScope, source: SearchSource): Fragment {
  const readable = source.kind === 'own' ? source.fields.readable : source.readable
  return readable === null ? raw('TRUE') : sqlOf(readable, unguardedScope(scope))
}

/** Is the row `t` found by this source? A probe by the record's id: cheap for one row, slow for a million. */
export function probeSql(scope: SqlScope, source: SearchSource, text: string): Fragment {
  if (isPlain(scope.resource, source)) return sql`(${guardSql(scope, source)} AND ${plainSql(scope, source.fields.names, text)})`
  const table = raw(`${scope.dialect.quote(source.table)} s`)
  const found = rangeSql(scope, source, text)
  if (source.kind === 'own') {
    const term = sql`(SELECT 1 FROM ${table} WHERE s.record_id = t.id AND ${found} LIMIT 1) = 1`
    const isWritten = isWrittenAsSought(scope.resource, source, text)
    const either = isWritten ? sql`(${plainSql(scope, source.fields.names, text)} OR ${term})` : term
    return sql`(${guardSql(scope, source)} AND ${either})`
  }
  const id = referenceSql(scope, source.field)
  const readable = targetRowsSql(scope, source)
  return sql`(${guardSql(scope, source)} AND (SELECT 1 FROM ${table} WHERE s.record_id = ${id} AND ${found}${readable} LIMIT 1) = 1)`
}

/** Is the target `x` itself found? */
export function targetProbeSql(scope: SqlScope, source: SearchSource, text: string): Fragment {
  const table = raw(`${scope.dialect.quote(source.table)} s`)
  return sql`(SELECT 1 FROM ${table} WHERE s.record_id = x.id AND ${rangeSql(scope, source, text)} LIMIT 1) = 1`
}

/**
 * Numbers of documents are made of letters and digits that searching changes but for their case, and stand in the indexes of their
 * lists: looking into the number itself costs a tenth of a look into the search table.
 */
export function isPlainNumber(resource: ResourceModel, name: string): boolean {
  const pattern = resource.fields[name]?.sequence?.pattern
  return pattern !== undefined && /^[\x20-\x7e]*$/.test(pattern)
}

export function isPlain(resource: ResourceModel, source: SearchSource): boolean {
  return source.kind === 'own' && source.fields.names.every((name) => isPlainNumber(resource, name))
}

/**
 * Chinese and digits stand in a text as they are sought, whatever stands around them: a look into the text itself, which costs a tenth of a
 * look into the search table, finds nearly all that is there. Other letters are changed by what stands beside them.
 */
function isWrittenAsSought(resource: ResourceModel, { fields }: SearchSource, text: string): boolean {
  const isShort = (name: string): boolean => (resource.fields[name]?.length ?? Number.POSITIVE_INFINITY) <= searchedLength
  return /^[\p{Script=Han}0-9]+$/u.test(text) && fields.names.every(isShort)
}

function plainSql(scope: SqlScope, names: readonly string[], text: string): Fragment {
  const { fields, title } = scope.resource
  const titleFirst = names.toSorted((one, other) => Number(other === title) - Number(one === title))
  const each = titleFirst.map((name) => insideSql(scope, raw(`t.${scope.dialect.quote(fields[name]?.column ?? name)}`), text))
  return sql`(${join(each, ' OR ')})`
}

/** Does a text as it is written contain the one that is sought? What has no upper case is not lowered: that costs more than the search. */
export function insideSql({ dialect }: SqlScope, written: Fragment, text: string): Fragment {
  const sought: Fragment = { sql: '?', parameters: [parameterFor('text', text)] }
  const lowered = text.toUpperCase() === text ? written : sql`LOWER(${written})`
  return sql`${raw(dialect.name === 'mysql' ? 'INSTR' : 'STRPOS')}(${lowered}, ${sought}) > 0`
}

export function referenceSql(scope: SqlScope, field: FieldModel): Fragment {
  return raw(`t.${scope.dialect.quote(field.column ?? '')}`)
}

/** Conditions on the target's row under the alias `x`; null when every target may be read. */
export function targetConditions(scope: SqlScope, source: Extract<SearchSource, { kind: 'reference' }>): Fragment | null {
  if (isAlways(source.rows) && source.fields.readable === null) return null
  const there = { ...unguardedScope(scope), resource: source.target, alias: 'x' }
  const rows = sqlOf(source.rows, there)
  return source.fields.readable === null ? rows : sql`${rows} AND ${sqlOf(source.fields.readable, there)}`
}

function targetRowsSql(scope: SqlScope, source: Extract<SearchSource, { kind: 'reference' }>): Fragment {
  const conditions = targetConditions(scope, source)
  if (conditions === null) return raw('')
  const table = raw(`${scope.dialect.quote(source.target.table)} x`)
  return sql` AND EXISTS (SELECT 1 FROM ${table} WHERE x.id = s.record_id AND ${conditions})`
}
