/** Writes rows of a resource: columns only from the Model, values only as parameters. Decides nothing. */
import type { StoredValue } from '../../compile/field-values.js'
import { columnTypeOf } from '../../compile/kinds.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Sql } from '../database.js'
import { parameterFor } from '../parameters.js'
import { sortKeyOf } from './search-terms.js'

export type RowValues = Readonly<Record<string, StoredValue>>

interface Cell {
  readonly column: string
  readonly value: unknown
}

/** Rows a statement carries at most; keeps packets and plans small. */
const batch = 200

/** Inserts rows; a field that a row does not name is null. */
export async function insertRecords(sql: Sql, resource: ResourceModel, rows: readonly RowValues[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batch) await insertBatch({ sql, resource, tail: '' }, rows.slice(start, start + batch))
}

/** Inserts rows, and leaves alone those whose unique `key` (field names) is there already. */
export async function insertMissing(sql: Sql, resource: ResourceModel, rows: readonly RowValues[], key: readonly string[]): Promise<void> {
  const columns = key.flatMap((name) => resource.fields[name]?.column ?? [])
  const tail = ` ${sql.dialect.onConflictUpdate(columns, columns.slice(0, 1))}`
  for (let start = 0; start < rows.length; start += batch) await insertBatch({ sql, resource, tail }, rows.slice(start, start + batch))
}

interface Target {
  readonly sql: Sql
  readonly resource: ResourceModel
  /** What follows the VALUES. */
  readonly tail: string
}

async function insertBatch({ sql, resource, tail }: Target, rows: readonly RowValues[]): Promise<void> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = rows.map((row) => names.flatMap((name) => cellsOf(resource, name, row[name] ?? null)))
  const columns = (cells[0] ?? []).map((cell) => sql.dialect.quote(cell.column))
  const tuple = `(${columns.map(() => '?').join(', ')})`
  const statement = `INSERT INTO ${sql.dialect.quote(resource.table)} (${columns.join(', ')}) VALUES ${cells.map(() => tuple).join(', ')}${tail}`
  await sql.send(
    statement,
    cells.flat().map((cell) => cell.value),
  )
}

/** Changes one row, which the caller has locked or may find gone. */
export async function updateRecord(sql: Sql, resource: ResourceModel, id: string, values: RowValues): Promise<void> {
  const cells = Object.entries(values).flatMap(([name, value]) => cellsOf(resource, name, value))
  if (cells.length === 0) return
  const assignments = cells.map((cell) => `${sql.dialect.quote(cell.column)} = ?`).join(', ')
  await sql.send(`UPDATE ${sql.dialect.quote(resource.table)} SET ${assignments} WHERE id = ?`, [...cells.map((cell) => cell.value), id])
}

export async function deleteRecords(sql: Sql, resource: ResourceModel, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql.send(`DELETE FROM ${sql.dialect.quote(resource.table)} WHERE id IN (${ids.map(() => '?').join(', ')})`, ids)
}

function cellsOf(resource: ResourceModel, name: string, value: StoredValue): readonly Cell[] {
  const field = resource.fields[name]
  if (field === undefined || field.column === null) return []
  const cell = { column: field.column, value: parameterFor(columnKindOf(field), value) }
  return hasSortKey(field) ? [cell, { column: field.sortColumn, value: typeof value === 'string' ? sortKeyOf(value) : null }] : [cell]
}

const columnKindOf = oncePer((field: FieldModel) => columnTypeOf(field.name, { kind: field.kind }).kind)

function hasSortKey(field: FieldModel): field is FieldModel & { readonly sortColumn: string } {
  return field.sortColumn !== null && field.sortColumn !== field.column
}
