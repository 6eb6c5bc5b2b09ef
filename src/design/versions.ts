import { NotFoundError } from '../kernel/errors.js'
import type { Sql } from '../store/database.js'
import { emptyOverlay, type Overlay } from './overlay.js'

export interface Version {
  readonly version: number
  readonly note: string
  /** Null for the core, which came with the release. */
  readonly createdAt: string | null
  readonly createdBy: string | null
}

/** What the site layer is called before anything was published: the core alone. */
export const coreVersion = 0

/** The published version. */
export async function currentVersion(sql: Sql, lock = ''): Promise<number> {
  const [row] = await sql.query<{ model_version: string | number }>(`SELECT model_version FROM dj_state WHERE id = 1${lock}`)
  return Number(row?.model_version ?? coreVersion)
}

/** @throws NotFoundError when there is no such version */
export async function overlayOf(sql: Sql, version: number): Promise<Overlay> {
  const { quote } = sql.dialect
  const [row] = await sql.query<{ overlay: unknown }>(
    `SELECT ${quote('overlay')} AS overlay FROM dj_model_version WHERE ${quote('number')} = ?`,
    [version],
  )
  if (version === coreVersion) return emptyOverlay
  if (row === undefined) throw new NotFoundError()
  return (typeof row.overlay === 'string' ? JSON.parse(row.overlay) : row.overlay) as Overlay
}

/** Newest first, the core alone last. */
export async function listVersions(sql: Sql): Promise<readonly Version[]> {
  const { quote } = sql.dialect
  const rows = await sql.query<{ number: number; note: string | null; created_at: string; created_by: string | null }>(
    `SELECT ${quote('number')} AS number, note, created_at, created_by FROM dj_model_version ORDER BY ${quote('number')} DESC LIMIT 500`,
  )
  const published = rows.map((row) => ({
    version: Number(row.number),
    note: row.note ?? '',
    createdAt: row.created_at,
    createdBy: row.created_by,
  }))
  return [...published, { version: coreVersion, note: '', createdAt: null, createdBy: null }]
}

export async function insertVersion(
  sql: Sql,
  version: { number: number; overlay: Overlay; note: string; at: string; by: string | null },
): Promise<void> {
  const { quote } = sql.dialect
  const columns = [quote('number'), quote('overlay'), 'note', 'created_at', 'created_by'].join(', ')
  const values = [version.number, JSON.stringify(version.overlay), version.note.slice(0, 500), version.at, version.by]
  await sql.execute(`INSERT INTO dj_model_version (${columns}) VALUES (?, ?, ?, ?, ?)`, values)
  await sql.execute('UPDATE dj_state SET model_version = ? WHERE id = 1', [version.number])
}
