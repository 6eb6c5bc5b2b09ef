import type { Row, Sql } from '../database.js'
import { insertRows } from '../insert-rows.js'

/** A stored file as `dj_file` knows it; where it lies is the file store's word. */
export interface FileRow {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly location: string
  readonly ownerId: string
  readonly at: string
}

export async function insertFile(sql: Sql, file: FileRow): Promise<void> {
  const columns = ['id', 'name', 'media_type', 'size_bytes', 'sha256', 'location', 'owner_id', 'resource', 'created_at']
  const row = [file.id, file.name, file.mediaType, file.sizeBytes, file.sha256, file.location, file.ownerId, 'run', file.at]
  await insertRows(sql, 'dj_file', columns, [row])
}

export async function findFile(sql: Sql, id: string): Promise<Row | undefined> {
  const [row] = await sql.query('SELECT name, media_type, size_bytes, location FROM dj_file WHERE id = ?', [id])
  return row
}

export async function removeFile(sql: Sql, id: string): Promise<void> {
  await sql.execute('DELETE FROM dj_file WHERE id = ?', [id])
}
