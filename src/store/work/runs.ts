/**
 * Rows of `dj_job_run`: reports, exports and bulk actions that somebody asked for. `queued` → `running` → `done` or `failed`; `cancelled` by its owner.
 * Every step is a compare-and-set on state and attempts, so of two processes that carry out the same run only the later one's result counts.
 */
import type { Database, Row, Sql, Transaction } from '../database.js'
import { insertRows } from '../insert-rows.js'

export type RunKind = 'report' | 'export' | 'bulk'
export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Run {
  readonly id: string
  readonly kind: RunKind
  readonly ownerId: string
  readonly request: Readonly<Record<string, unknown>>
  /** Counted from one; what fences a run that was taken up twice. */
  readonly attempt: number
}

export interface NewRun {
  readonly id: string
  readonly job: string
  readonly kind: RunKind
  readonly ownerId: string
  readonly request: Readonly<Record<string, unknown>>
  readonly outboxId: string
  readonly at: string
  readonly expiresAt: string
}

export async function insertRun(tx: Transaction, run: NewRun): Promise<void> {
  const columns = ['id', 'job', 'kind', 'outbox_id', 'state', 'attempts', 'owner_id', 'request', 'progress', 'created_at', 'expires_at']
  const row = [run.id, run.job, run.kind, run.outboxId, 'queued', 0, run.ownerId, JSON.stringify(run.request), 0, run.at, run.expiresAt]
  await insertRows(tx, 'dj_job_run', columns, [row])
}

/** @returns undefined when there is nothing left to do for it */
export async function beginRun(database: Database, id: string, at: string): Promise<Run | undefined> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query(`SELECT * FROM dj_job_run WHERE id = ? AND state IN ('queued', 'running') ${tx.dialect.forUpdate}`, [id])
    if (row === undefined) return undefined
    const attempt = Number(row.attempts ?? 0) + 1
    await tx.execute("UPDATE dj_job_run SET state = 'running', attempts = ?, started_at = ?, progress = 0 WHERE id = ?", [attempt, at, id])
    const request = (row.request ?? {}) as Run['request']
    return { id, kind: row.kind as RunKind, ownerId: String(row.owner_id), request, attempt }
  })
}

const held = "id = ? AND state = 'running' AND attempts = ?"

/** @param share  from 0 to 1 @returns false when it was cancelled or taken over */
export async function moveRun(database: Sql, run: Run, done: { readonly share: number; readonly rows: number }): Promise<boolean> {
  const { quote } = database.dialect
  const percent = Math.max(0, Math.min(99, Math.floor(done.share * 100)))
  return (
    (await database.execute(`UPDATE dj_job_run SET progress = ?, ${quote('rows')} = ? WHERE ${held}`, [
      percent,
      done.rows,
      run.id,
      run.attempt,
    ])) > 0
  )
}

export interface RunEnd {
  readonly state: 'done' | 'failed'
  readonly at: string
  readonly rows: number | null
  /** A sentence for the owner. */
  readonly error: string | null
  readonly result: Readonly<Record<string, unknown>>
  readonly fileId: string | null
}

/** @returns false when it was cancelled or taken over: nothing of its result may stay */
export async function endRun(sql: Sql, run: Run, end: RunEnd): Promise<boolean> {
  const set = `state = ?, progress = 100, ${sql.dialect.quote('rows')} = ?, error = ?, result = ?, file_id = ?, finished_at = ?`
  const values = [end.state, end.rows, end.error?.slice(0, 4_000) ?? null, JSON.stringify(end.result), end.fileId, end.at]
  return (await sql.execute(`UPDATE dj_job_run SET ${set} WHERE ${held}`, [...values, run.id, run.attempt])) > 0
}

/** Nothing when it is not theirs. */
export async function findRun(sql: Sql, id: string, ownerId: string): Promise<Row | undefined> {
  const [row] = await sql.query('SELECT * FROM dj_job_run WHERE id = ? AND owner_id = ?', [id, ownerId])
  return row
}

export async function listRuns(sql: Sql, ownerId: string, limit: number): Promise<readonly Row[]> {
  return sql.query(`SELECT * FROM dj_job_run WHERE owner_id = ? ORDER BY id DESC LIMIT ${limit}`, [ownerId])
}

/** Whose job was parked or has gone: nobody will carry them out any more. */
export async function listStranded(sql: Sql, limit: number): Promise<readonly Row[]> {
  const gone = "NOT EXISTS (SELECT 1 FROM dj_outbox o WHERE o.id = r.outbox_id AND o.state IN ('new', 'sent'))"
  return sql.query(
    `SELECT r.id, r.owner_id, r.attempts, r.state FROM dj_job_run r WHERE r.state IN ('queued', 'running') AND ${gone} LIMIT ${limit}`,
  )
}

export async function listExpired(sql: Sql, now: string, limit: number): Promise<readonly Row[]> {
  return sql.query(`SELECT id, file_id FROM dj_job_run WHERE expires_at < ? AND state IN ('done', 'failed', 'cancelled') LIMIT ${limit}`, [
    now,
  ])
}
