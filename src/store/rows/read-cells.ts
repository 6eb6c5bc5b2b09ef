/** Cells of known rows, and which grants match each row: what a page shows, once its ids are known. */
import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel } from '../../compile/model.js'
import { isAlways, pathOf } from '../../expressions/build.js'
import type { Expression } from '../../expressions/tree.js'
import type { Row, Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { sqlOf, valueSqlOf } from '../sql/sql-of.js'
import type { SqlScope } from '../sql/sql-scope.js'
import { idParameters } from './id-parameters.js'
import { unguardedScope } from './order-term.js'
import { storedValueOf } from './stored-values.js'

/** What is read of each row. */
export interface Cells {
  readonly fields: readonly FieldModel[]
  /** Conditions to learn the truth of, row by row. */
  readonly hits: readonly Expression[]
}

export interface CellQuery extends Cells {
  readonly scope: SqlScope
  /** Rows whose `column` is one of `ids`: the id itself, or a reference of lines to their owner. */
  readonly by: { readonly column: string; readonly ids: readonly string[] }
  /** A column they are ordered by before their ids. */
  readonly order?: string | null
  /** Which of them may be read at all. */
  readonly rows: Expression
  readonly timeoutMs: number
}

export interface CellRow {
  readonly id: string
  /** What the row was found by. */
  readonly by: string
  readonly values: Readonly<Record<string, StoredValue>>
  /** One truth a condition of `hits`. */
  readonly found: readonly boolean[]
}

/** Rows that are at hand already, exactly as a statement would find them; undefined: they are not, the database is to be asked. */
export type KnownCells = (query: CellQuery) => Promise<readonly CellRow[] | undefined>

/** Ids an IN list carries at most. */
const batch = 500

/** In no order but, for lines of one owner, that of `order` and their ids. */
export async function readCells(database: Sql, query: CellQuery): Promise<readonly CellRow[]> {
  const rows: CellRow[] = []
  const ids = [...new Set(query.by.ids)]
  for (let start = 0; start < ids.length; start += batch) {
    const statement = cellsSql({ ...query, by: { column: query.by.column, ids: ids.slice(start, start + batch) } })
    const found = await database.query(statement.sql, statement.parameters, { timeoutMs: query.timeoutMs })
    rows.push(...found.map((row) => cellRowOf(query, row)))
  }
  return rows
}

/** Of several resources in one statement: each row costs little, each question to the database a third of a millisecond. */
export async function readCellsTogether(database: Sql, queries: readonly CellQuery[]): Promise<readonly (readonly CellRow[])[]> {
  const [first, ...others] = queries
  const isOneText = ({ fields, by }: CellQuery): boolean => fields.length === 1 && fields[0]?.value === 'text' && by.ids.length <= batch
  if (first === undefined || others.length === 0 || !queries.every(isOneText)) {
    const found: (readonly CellRow[])[] = []
    for (const query of queries) found.push(await readCells(database, query))
    return found
  }
  const most = Math.max(...queries.map(({ hits }) => hits.length))
  const parts = queries.map((query, part) => sql`(${selectSql(query, [raw(`${part} AS part`)], most)})`)
  const { sql: text, parameters } = join(parts, ' UNION ALL ')
  const rows = await database.query(text, parameters, { timeoutMs: first.timeoutMs })
  return queries.map((query, part) => rows.filter((row) => Number(row.part) === part).map((row) => cellRowOf(query, row)))
}

function cellsSql(query: CellQuery): Fragment {
  const { alias, dialect } = query.scope
  const first = query.order == null ? '' : `${alias}.${dialect.quote(query.order)}, `
  return sql`${selectSql(query, [], query.hits.length)} ORDER BY ${raw(`${first}${alias}.id`)}`
}

/** @param most  truths to give; those that are not asked for are nothing */
function selectSql(query: CellQuery, before: readonly Fragment[], most: number): Fragment {
  const { alias, dialect } = query.scope
  const by = raw(`${alias}.${dialect.quote(query.by.column)}`)
  const asked = query.hits.length
  const unasked = Array.from({ length: most - asked }, (_, index) => raw(`NULL AS h${asked + index}`))
  const rows = isAlways(query.rows) ? raw('') : sql` AND ${sqlOf(query.rows, unguardedScope(query.scope))}`
  const among: Fragment = { sql: query.by.ids.map(() => '?').join(', '), parameters: idParameters(query.by.ids) }
  const columns = join([...before, raw(`${alias}.id AS id`), sql`${by} AS found_by`, ...columnsOf(query.scope, query), ...unasked], ', ')
  return sql`SELECT ${columns} FROM ${raw(dialect.quote(query.scope.resource.table))} ${raw(alias)} WHERE ${by} IN (${among})${rows}`
}

/** As columns `c0, c1 …` and `h0, h1 …`, of the rows under the scope's alias. */
export function columnsOf(scope: SqlScope, { fields, hits }: Cells): readonly Fragment[] {
  const open = unguardedScope(scope)
  const cells = fields.map((field, index) => cellSql(open, field, cellName(index)))
  return [...cells, ...hits.map((condition, index) => sql`${sqlOf(condition, open)} AS ${raw(hitName(index))}`)]
}

/** Kept: a name made anew for every cell of every row would be looked up among all names each time. */
const [cellNames, hitNames]: [string[], string[]] = [[], []]

function cellName(index: number): string {
  cellNames[index] ??= `c${index}`
  return cellNames[index]
}

function hitName(index: number): string {
  hitNames[index] ??= `h${index}`
  return hitNames[index]
}

/** A formula that reads the day has no column: it is computed here. */
function cellSql(scope: SqlScope, field: FieldModel, name: string): Fragment {
  if (field.column === null) return sql`${valueSqlOf(pathOf([field.name], field.value, field.scale), scope)} AS ${raw(name)}`
  return raw(`${scope.alias}.${scope.dialect.quote(field.column)} AS ${name}`)
}

function cellRowOf(query: CellQuery, row: Row): CellRow {
  return { id: String(row.id), by: String(row.found_by), ...cellsIn(query, row) }
}

/** What the columns of `columnsOf` hold. */
export function cellsIn({ fields, hits }: Cells, row: Row): Pick<CellRow, 'values' | 'found'> {
  const values: Record<string, StoredValue> = {}
  for (const [index, field] of fields.entries()) values[field.name] = storedValueOf(field, row[cellName(index)])
  return { values, found: hits.map((_, index) => isTrue(row[hitName(index)])) }
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1'
}
