/** Whole rows as they are stored, for rooms that decide about them. Knows no actor: what a person sees is read through `read-page.ts`. */
import type { ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import type { Sql, Transaction } from '../database.js'
import { idParameters } from './id-parameters.js'
import { storedFields, storedRowOf } from './stored-values.js'

/** Ids an IN list carries at most. */
const batch = 500

/** Locks rows in the order of their ids, so that two transactions never wait for each other in a circle. Missing ones are left out. */
export function lockRows(tx: Transaction, resource: ResourceModel, ids: readonly string[]): Promise<readonly StoredRow[]> {
  return rowsBy(tx, resource, { column: 'id', values: sortIds(ids), tail: tx.dialect.forUpdate })
}

/** Reads rows under a shared lock: nobody changes or removes them until commit; others may share them. Missing ones are left out. */
export function shareRows(tx: Transaction, resource: ResourceModel, ids: readonly string[]): Promise<readonly StoredRow[]> {
  return rowsBy(tx, resource, { column: 'id', values: sortIds(ids), tail: tx.dialect.forShare })
}

/** In the order of their ids. Missing ones are left out. */
export function readRows(sql: Sql, resource: ResourceModel, ids: readonly string[]): Promise<readonly StoredRow[]> {
  return rowsBy(sql, resource, { column: 'id', values: sortIds(ids), tail: '' })
}

/** Rows whose reference `by` is one of `ids`, e.g. the lines of documents; by owner, then by id. */
export function readRowsBy(sql: Sql, resource: ResourceModel, by: string, ids: readonly string[]): Promise<readonly StoredRow[]> {
  return rowsBy(sql, resource, { column: columnOf(resource, by), values: sortIds(ids), tail: '' })
}

/** As `readRowsBy`, locked. */
export function lockRowsBy(tx: Transaction, resource: ResourceModel, by: string, ids: readonly string[]): Promise<readonly StoredRow[]> {
  return rowsBy(tx, resource, { column: columnOf(resource, by), values: sortIds(ids), tail: tx.dialect.forUpdate })
}

/** The row that the reference `name` of the row `id` leads to; undefined when it leads nowhere. */
export async function readReferred(
  sql: Sql,
  target: ResourceModel,
  by: { readonly resource: ResourceModel; readonly name: string; readonly id: string; readonly tail: string },
): Promise<StoredRow | undefined> {
  const { quote } = sql.dialect
  const reference = `SELECT ${quote(columnOf(by.resource, by.name))} FROM ${quote(by.resource.table)} WHERE id = ?`
  const [row] = await sql.query(`${selectFrom(sql, target)} WHERE id = (${reference}) ${by.tail}`, idParameters([by.id]))
  return row === undefined ? undefined : storedRowOf(target, row)
}

interface Lookup {
  readonly column: string
  readonly values: readonly string[]
  readonly tail: string
}

async function rowsBy(sql: Sql, resource: ResourceModel, lookup: Lookup): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = []
  for (let start = 0; start < lookup.values.length; start += batch) {
    const values = lookup.values.slice(start, start + batch)
    const found = await sql.query(selectBy(sql, resource, { ...lookup, values }), idParameters(values))
    rows.push(...found.map((row) => storedRowOf(resource, row)))
  }
  return rows
}

function selectBy(sql: Sql, resource: ResourceModel, lookup: Lookup): string {
  const { quote } = sql.dialect
  const order = lookup.column === 'id' ? 'id' : `${quote(lookup.column)}, id`
  return `${selectFrom(sql, resource)} WHERE ${quote(lookup.column)} IN (${lookup.values.map(() => '?').join(', ')}) ORDER BY ${order} ${lookup.tail}`
}

function selectFrom({ dialect: { quote } }: Sql, resource: ResourceModel): string {
  const columns = storedFields(resource).map((field) => quote(field.column))
  return `SELECT ${columns.join(', ')} FROM ${quote(resource.table)}`
}

function columnOf(resource: ResourceModel, name: string): string {
  const column = resource.fields[name]?.column
  if (column === undefined || column === null) throw new Error(`${resource.name}.${name} is not stored`)
  return column
}

function sortIds(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}
