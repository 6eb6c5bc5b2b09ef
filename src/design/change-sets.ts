import { NotFoundError } from '../kernel/errors.js'
import type { Sql } from '../store/database.js'
import type { ChangeDraft } from './draft.js'

/** A draft of changes, kept until it is published or forgotten. */
export interface ChangeSet {
  readonly id: string
  readonly draft: ChangeDraft
  readonly state: 'draft' | 'published'
  readonly createdBy: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly publishedVersion: number | null
}

interface ChangeSetRow {
  readonly [column: string]: unknown
  readonly id: string
  readonly ops: unknown
  readonly state: 'draft' | 'published'
  readonly created_by: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly published_version: number | null
}

const columns = 'id, ops, state, created_by, created_at, updated_at, published_version'

export async function insertChangeSet(sql: Sql, set: { id: string; draft: ChangeDraft; by: string | null; at: string }): Promise<void> {
  const statement = 'INSERT INTO dj_change_set (id, ops, state, created_by, created_at, updated_at, version) VALUES (?, ?, ?, ?, ?, ?, 1)'
  await sql.execute(statement, [set.id, JSON.stringify(set.draft), 'draft', set.by, set.at, set.at])
}

export async function replaceDraft(sql: Sql, set: { id: string; draft: ChangeDraft; at: string }): Promise<void> {
  const statement = "UPDATE dj_change_set SET ops = ?, updated_at = ?, version = version + 1 WHERE id = ? AND state = 'draft'"
  if ((await sql.execute(statement, [JSON.stringify(set.draft), set.at, set.id])) === 0) throw new NotFoundError()
}

export async function closeChangeSet(sql: Sql, set: { id: string; version: number; at: string }): Promise<void> {
  const statement = "UPDATE dj_change_set SET state = 'published', published_version = ?, updated_at = ? WHERE id = ?"
  await sql.execute(statement, [set.version, set.at, set.id])
}

/** @throws NotFoundError */
export async function getChangeSet(sql: Sql, id: string): Promise<ChangeSet> {
  const [row] = await sql.query<ChangeSetRow>(`SELECT ${columns} FROM dj_change_set WHERE id = ?`, [id])
  if (row === undefined) throw new NotFoundError()
  return changeSetOf(row)
}

/** Newest first. */
export async function listChangeSets(sql: Sql): Promise<readonly ChangeSet[]> {
  const rows = await sql.query<ChangeSetRow>(`SELECT ${columns} FROM dj_change_set ORDER BY id DESC LIMIT 200`)
  return rows.map(changeSetOf)
}

function changeSetOf(row: ChangeSetRow): ChangeSet {
  const draft = (typeof row.ops === 'string' ? JSON.parse(row.ops) : row.ops) as ChangeDraft
  const version = row.published_version === null ? null : Number(row.published_version)
  return {
    id: row.id,
    draft,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    publishedVersion: version,
  }
}
