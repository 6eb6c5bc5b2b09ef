import type { Sql, StatementOptions } from './database.js'

/** PostgreSQL takes at most 65,535 parameters, and MySQL's packets end at 16 MB. */
const mostParameters = 20_000
const mostRows = 500

export interface Insertion {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/**
 * Inserts many rows with few statements.
 * @returns how many rows were inserted
 */
export async function insertRows(
  sql: Sql,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
): Promise<number> {
  let inserted = 0
  for (const some of chunksOf(rows, columns.length)) inserted += await insertChunk(sql, { table, columns, rows: some }, '')
  return inserted
}

/**
 * Inserts a row unless one with the same primary or unique key is there.
 * @returns whether it was inserted
 */
export async function insertIfAbsent(sql: Sql, table: string, columns: readonly string[], row: readonly unknown[]): Promise<boolean> {
  const insertion = { table, columns, rows: [row] }
  if (sql.dialect.name === 'postgres') return (await insertChunk(sql, insertion, ' ON CONFLICT DO NOTHING')) > 0
  try {
    return (await insertChunk(sql, insertion, '', { mayFail: true })) > 0
  } catch (error) {
    if (sql.dialect.isDuplicateKey(error)) return false
    throw error
  }
}

/** Inserts rows or updates those already there; see `Dialect.onConflictUpdate`. */
export async function upsertRows(sql: Sql, insertion: Insertion, key: readonly string[], updated: readonly string[]): Promise<void> {
  const tail = sql.dialect.onConflictUpdate(key, updated)
  for (const rows of chunksOf(insertion.rows, insertion.columns.length)) await insertChunk(sql, { ...insertion, rows }, tail)
}

function insertChunk(sql: Sql, { table, columns, rows }: Insertion, tail: string, options?: StatementOptions): Promise<number> {
  const { quote } = sql.dialect
  const row = `(${columns.map(() => '?').join(', ')})`
  const text = `INSERT INTO ${quote(table)} (${columns.map(quote).join(', ')}) VALUES ${rows.map(() => row).join(', ')}${tail}`
  return sql.execute(text, rows.flat(), options)
}

function chunksOf<T>(rows: readonly T[], columns: number): readonly (readonly T[])[] {
  const size = Math.max(1, Math.min(mostRows, Math.floor(mostParameters / Math.max(1, columns))))
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => rows.slice(index * size, (index + 1) * size))
}
