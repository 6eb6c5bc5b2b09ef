import type { Sql } from '../../store/database.js'
import { idParameters } from '../../store/rows/id-parameters.js'

/** Names of stored files by their ids. */
export async function fileNames(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await sql.query(`SELECT id, name FROM dj_file WHERE id IN (${wanted.map(() => '?').join(', ')})`, idParameters(wanted))
  return new Map(rows.map((row) => [String(row.id), String(row.name)]))
}
