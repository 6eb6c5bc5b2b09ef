/** Which rows, in which order. Each branch is one way an actor may see a row: a union of index seeks, not one slow OR. */
import { isAlways } from '../../expressions/build.js'
import type { Expression } from '../../expressions/tree.js'
import type { Row, Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { sqlOf } from '../sql/sql-of.js'
import type { SqlScope } from '../sql/sql-scope.js'
import { afterSql, type Keys, orderSql } from './keyset.js'
import { type OrderTerm, unguardedScope } from './order-term.js'
import { type CellRow, type Cells, cellsIn, columnsOf } from './read-cells.js'

export interface RowSet {
  /** Alias `t`; with what the asker may read. */
  readonly scope: SqlScope
  /** Rows of any of these; none: no row at all. Read without permissions, being permissions themselves. */
  readonly branches: readonly Expression[]
  /** What was asked for; an unreadable cell in it is NULL. */
  readonly where: Expression
  /** Further conditions on `t`. */
  readonly also: readonly Fragment[]
  readonly timeoutMs: number
}

export interface RowQuery extends RowSet {
  /** The last term is the id. */
  readonly order: readonly OrderTerm[]
  /** What a page reads of its rows. */
  readonly bring: Cells
}

/** A row, its place in the order, and the cells that were to be brought along. */
export interface FoundRow extends CellRow {
  readonly keys: Keys
}

/** Ids alone. */
export const nothing: Cells = { fields: [], hits: [] }

export interface Slice {
  readonly after: Keys | null
  readonly offset: number
  readonly limit: number
}

/** Ids of a slice in the list's order: sort values as `k0, k1 …`, the last of them the id. */
export function idsSql(query: RowQuery, slice: Slice): Fragment {
  return query.branches.length === 1 ? oneBranch(query, slice) : manyBranches(query, slice)
}

/** How many there are: often one branch alone has as many as are asked for. @param limit  counted no further; null: every one of them */
export async function countIds(database: Sql, query: RowQuery, limit: number | null): Promise<number> {
  let all = 0
  for (const { branch, also } of apart(query)) {
    if (limit !== null && all >= limit) return all
    const most = raw(limit === null ? '' : ` LIMIT ${limit - all}`)
    const rows = sql`SELECT ${idOf(query)} AS id FROM ${tableOf(query)} WHERE ${conditionOf({ ...query, also }, branch)}${most}`
    const [row] = await run(database, query, sql`SELECT COUNT(*) AS n FROM (${rows}) c`)
    all += Number(row?.n ?? 0)
  }
  return all
}

/** The branches, each leaving out what a branch before it gives: taking doubles out of 70,000 rows afterwards costs four times as much. */
export function apart(query: RowQuery): readonly { readonly branch: Expression; readonly also: readonly Fragment[] }[] {
  return query.branches.map((branch, index) => {
    const before = query.branches.slice(0, index).map((other) => sql`(${sqlOf(other, unguardedScope(query.scope))}) IS NOT TRUE`)
    return { branch, also: [...query.also, ...before] }
  })
}

/** Ids of all rows, each once: every branch from its own index. */
export function allIdsSql(query: RowSet): Fragment {
  const each = query.branches.map(
    (branch) => sql`SELECT ${raw(`${query.scope.alias}.id`)} AS id FROM ${tableOf(query)} WHERE ${conditionOf(query, branch)}`,
  )
  return join(each, ' UNION ')
}

export function run(database: Sql, query: Pick<RowQuery, 'timeoutMs'>, statement: Fragment): Promise<readonly Row[]> {
  return database.query(statement.sql, statement.parameters, { timeoutMs: query.timeoutMs })
}

/** Conditions of one branch, on `t`. */
export function conditionOf(query: RowSet, branch: Expression): Fragment {
  const granted = isAlways(branch) ? [] : [sqlOf(branch, unguardedScope(query.scope))]
  const asked = isAlways(query.where) ? [] : [sqlOf(query.where, query.scope)]
  const all = [...granted, ...asked, ...query.also]
  return all.length === 0 ? raw('TRUE') : join(all, ' AND ')
}

/** Conditions of all branches at once, for statements that read every row anyway. */
export function anyBranch(query: RowSet): Fragment {
  const each = query.branches.map((branch) => sql`(${conditionOf(query, branch)})`)
  return each.length === 0 ? raw('FALSE') : sql`(${join(each, ' OR ')})`
}

export function tableOf({ scope }: Pick<RowQuery, 'scope'>): Fragment {
  return raw(`${scope.dialect.quote(scope.resource.table)} ${scope.alias}`)
}

function idOf({ scope }: RowQuery): Fragment {
  return raw(`${scope.alias}.id`)
}

function oneBranch(query: RowQuery, slice: Slice): Fragment {
  const [branch] = query.branches
  if (branch === undefined) throw new Error('a query without a branch')
  return sql`${branchSql(query, branch, slice)} ${raw(`LIMIT ${slice.limit} OFFSET ${slice.offset}`)}`
}

/** Each branch gives as many as could be needed. */
function manyBranches(query: RowQuery, slice: Slice): Fragment {
  const most = raw(`LIMIT ${slice.limit + slice.offset}`)
  const branches = apart(query).map(({ branch, also }) => sql`(${branchSql({ ...query, also }, branch, slice)} ${most})`)
  const { dialect } = query.scope
  return sql`SELECT * FROM (${join(branches, ' UNION ALL ')}) u ${orderSql(dialect, query.order, 'key')} ${raw(`LIMIT ${slice.limit} OFFSET ${slice.offset}`)}`
}

function branchSql(query: RowQuery, branch: Expression, slice: Slice): Fragment {
  const { dialect } = query.scope
  return sql`SELECT ${keysSql(query)} FROM ${tableOf(query)} WHERE ${conditionOf(query, branch)}${afterKeys(query, slice)} ${orderSql(dialect, query.order)}`
}

/** Sort values as columns `k0, k1 …`. */
export function keysSql(query: RowQuery): Fragment {
  return join(
    query.order.map((term, index) => sql`${term.value} AS ${raw(`k${index}`)}`),
    ', ',
  )
}

export function afterKeys(query: RowQuery, slice: Pick<Slice, 'after'>): Fragment {
  return slice.after === null ? raw('') : sql` AND ${afterSql(query.scope.dialect, query.order, slice.after)}`
}

/** The rows of a page whose keys, and order, a statement gives: they come from an index, and whole rows are fetched for the page alone. */
export async function rowsBy(database: Sql, query: RowQuery, keys: Fragment): Promise<readonly FoundRow[]> {
  const { bring, order, scope } = query
  if (bring.fields.length + bring.hits.length === 0) return foundIn(database, query, keys)
  return foundIn(database, query, sql`${keyedRows(query, keys)} ${orderSql(scope.dialect, order, 'key')}`)
}

/** The rows `t` of keys `w`, with what is to be brought of them. */
export function keyedRows(query: RowQuery, keys: Fragment): Fragment {
  const columns = join([raw('w.*'), ...columnsOf(query.scope, query.bring)], ', ')
  return sql`SELECT ${columns} FROM (${keys}) w JOIN ${tableOf(query)} ON ${idOf(query)} = ${raw(`w.k${query.order.length - 1}`)}`
}

export async function foundIn(database: Sql, query: RowQuery, statement: Fragment): Promise<readonly FoundRow[]> {
  const rows = await run(database, query, statement)
  return rows.map((row) => {
    const keys = query.order.map((term, index) => keyOf(term, row[`k${index}`]))
    const id = String(keys.at(-1))
    const { values, found } = cellsIn(query.bring, row)
    return { id, by: id, keys, values, found }
  })
}

/** MySQL gives a computed boolean as a number. */
function keyOf(term: OrderTerm, value: unknown): Keys[number] {
  if (value === null || value === undefined) return null
  return term.type === 'boolean' ? value === true || value === 1 || value === '1' : String(value)
}
