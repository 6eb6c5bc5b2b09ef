import type { ColumnModel, TableModel } from '../../compile/table-model.js'
import { currentTables } from '../current-tables.js'
import type { Row, Sql } from '../database.js'
import type { CurrentColumn } from '../planner.js'

/** What a backup says of a table: enough to make it again in either dialect, hidden columns included. Indexes come with the Model. */
export interface BackupTable {
  readonly name: string
  readonly primaryKey: readonly string[]
  readonly columns: readonly ColumnModel[]
}

/** Written anew by whoever starts on the restored database: its own bookkeeping, who is signed in, who typed a wrong password. */
const leftOut = new Set(['dj_migration', 'dj_schema_journal', 'dj_session', 'dj_throttle'])

/** Kept back until everything else is there. */
export const markTable = 'dj_preference'

/**
 * Every table of the database with its columns as the platform means them.
 * @param wanted  what Model and migrations ask for; decides the types, because one dialect writes two of them alike
 */
export async function backupTables(sql: Sql, wanted: readonly TableModel[]): Promise<readonly BackupTable[]> {
  const known = new Map(wanted.map((table) => [table.name, table]))
  const keys = await primaryKeys(sql)
  const tables = (await currentTables(sql)).filter(({ name }) => !leftOut.has(name) && keys.has(name))
  return tables
    .map(({ name, columns }) => ({ name, primaryKey: keys.get(name) ?? [], columns: columns.flatMap(columnIn(known.get(name))) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A column of a kind that the platform does not know is somebody else's. */
const columnIn =
  (table: TableModel | undefined) =>
  ({ name, type, nullable, default: text }: CurrentColumn): readonly ColumnModel[] => {
    const wanted = table?.columns.find((column) => column.name === name)?.type ?? type
    return wanted === null ? [] : [{ name, type: wanted, nullable, ...(text === null ? {} : { default: text }) }]
  }

async function primaryKeys(sql: Sql): Promise<ReadonlyMap<string, readonly string[]>> {
  const schema = sql.dialect.name === 'mysql' ? 'DATABASE()' : 'current_schema()'
  const text = sql.dialect.name === 'mysql' ? '' : '::text'
  const rows = await sql.query(
    `SELECT k.table_name${text} AS tbl, k.column_name${text} AS name
    FROM information_schema.key_column_usage k JOIN information_schema.table_constraints c
      ON c.constraint_name = k.constraint_name AND c.table_schema = k.table_schema AND c.table_name = k.table_name
    WHERE k.table_schema = ${schema} AND c.constraint_type = 'PRIMARY KEY' ORDER BY k.table_name, k.ordinal_position`,
  )
  return rows.reduce<Map<string, readonly string[]>>(withColumn, new Map())
}

function withColumn(keys: Map<string, readonly string[]>, row: Row): Map<string, readonly string[]> {
  const table = String(row.tbl)
  return keys.set(table, [...(keys.get(table) ?? []), String(row.name)])
}

/** The table as the schema planner takes it. */
export const tableModelOf = (table: BackupTable): TableModel => ({ ...table, indexes: [], checks: [] })
