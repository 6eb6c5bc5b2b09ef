/**
 * The life of a row in `dj_outbox`, which is the life of a job. `new` waits for its `run_at` · `sent` was handed to the broker, and runs while
 * it has a lease · `done` · `parked` waits for somebody to look. Every step is a compare-and-set on state and attempts, so a try that was
 * delivered twice or taken for lost changes nothing any more.
 */
import type { Database } from '../store/database.js'

export interface DueRow {
  readonly id: string
  readonly topic: string
  /** Tries begun so far. */
  readonly attempts: number
}

export interface BegunRow {
  readonly topic: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Takes what is due; committed before the broker is asked, so that no lock waits for a network. */
export async function claimDue(database: Database, now: string, limit: number): Promise<readonly DueRow[]> {
  const where = "state = 'new' AND run_at <= ? ORDER BY run_at, id"
  return takeRows(database, { where, parameters: [now], limit, now })
}

/** Handed over long ago and never begun: the broker has forgotten them, or has a long queue. */
export async function claimStale(
  database: Database,
  times: { readonly now: string; readonly sentBefore: string },
  limit: number,
): Promise<readonly DueRow[]> {
  const where = "state = 'sent' AND lease_until IS NULL AND sent_at < ? ORDER BY sent_at, id"
  return takeRows(database, { where, parameters: [times.sentBefore], limit, now: times.now })
}

interface Take {
  readonly where: string
  readonly parameters: readonly unknown[]
  readonly limit: number
  readonly now: string
}

async function takeRows(database: Database, { where, parameters, limit, now }: Take): Promise<readonly DueRow[]> {
  const { forUpdateSkipLocked } = database.dialect
  return database.transaction(async (tx) => {
    const rows = await tx.query<{ id: string; topic: string; attempts: number }>(
      `SELECT id, topic, attempts FROM dj_outbox WHERE ${where} LIMIT ${limit} ${forUpdateSkipLocked}`,
      parameters,
    )
    if (rows.length > 0)
      await tx.execute(`UPDATE dj_outbox SET state = 'sent', sent_at = ? WHERE ${among(rows)}`, [now, ...rows.map((row) => row.id)])
    return rows
  })
}

/** The broker did not take them after all. */
export async function giveBack(database: Database, rows: readonly DueRow[]): Promise<void> {
  const where = `state = 'sent' AND lease_until IS NULL AND ${among(rows)}`
  await database.execute(
    `UPDATE dj_outbox SET state = 'new', sent_at = NULL WHERE ${where}`,
    rows.map((row) => row.id),
  )
}

export async function countSent(database: Database): Promise<number> {
  const [row] = await database.query("SELECT COUNT(*) AS n FROM dj_outbox WHERE state = 'sent'")
  return Number(row?.n ?? 0)
}

/** The same try, in all its steps. */
export interface Hold {
  readonly id: string
  /** This try's number, from one. */
  readonly attempt: number
}

/** @returns undefined when this try was begun before, or is not wanted any more */
export async function beginTry(database: Database, { id, attempt }: Hold, leaseUntil: string): Promise<BegunRow | undefined> {
  const sql = "UPDATE dj_outbox SET attempts = ?, lease_until = ? WHERE id = ? AND state = 'sent' AND attempts = ? AND lease_until IS NULL"
  const begun = await database.execute(sql, [attempt, leaseUntil, id, attempt - 1])
  if (begun === 0) return undefined
  const [row] = await database.query<{ topic: string; payload: BegunRow['payload'] | null }>(
    'SELECT topic, payload FROM dj_outbox WHERE id = ?',
    [id],
  )
  return row === undefined ? undefined : { topic: row.topic, payload: row.payload ?? {} }
}

const held = "id = ? AND state = 'sent' AND attempts = ? AND lease_until IS NOT NULL"

/** @returns false when the try was taken for lost meanwhile */
export async function renewTry(database: Database, { id, attempt }: Hold, leaseUntil: string): Promise<boolean> {
  return (await database.execute(`UPDATE dj_outbox SET lease_until = ? WHERE ${held}`, [leaseUntil, id, attempt])) > 0
}

export type End =
  | { readonly state: 'done'; readonly note: string | null }
  | { readonly state: 'new'; readonly runAt: string; readonly error: string }
  | { readonly state: 'parked'; readonly error: string }

/** Errors are kept as far as people read them. */
const longestNote = 2_000

/** @returns false when the try was taken for lost meanwhile: its end is of no interest */
export async function endTry(database: Database, { id, attempt }: Hold, end: End & { readonly at: string }): Promise<boolean> {
  const note = (end.state === 'done' ? end.note : end.error)?.slice(0, longestNote) ?? null
  const times = end.state === 'new' ? [end.runAt, null] : [end.at, end.at]
  const sql = `UPDATE dj_outbox SET state = ?, note = ?, run_at = ?, finished_at = ?, sent_at = NULL, lease_until = NULL WHERE ${held}`
  return (await database.execute(sql, [end.state, note, ...times, id, attempt])) > 0
}

/** Tries whose process died or hangs. */
export async function listLost(database: Database, now: string, limit: number): Promise<readonly DueRow[]> {
  const sql = `SELECT id, topic, attempts FROM dj_outbox WHERE state = 'sent' AND lease_until < ? ORDER BY lease_until LIMIT ${limit}`
  return database.query<{ id: string; topic: string; attempts: number }>(sql, [now])
}

/** Ends a lost try, unless it renewed its lease since it was seen. */
export async function endLost(
  database: Database,
  row: DueRow,
  end: Exclude<End, { readonly state: 'done' }> & { readonly at: string },
): Promise<boolean> {
  const times = end.state === 'new' ? [end.runAt, null] : [end.at, end.at]
  const sql = `UPDATE dj_outbox SET state = ?, note = ?, run_at = ?, finished_at = ?, sent_at = NULL, lease_until = NULL WHERE ${held} AND lease_until < ?`
  return (await database.execute(sql, [end.state, end.error, ...times, row.id, row.attempts, end.at])) > 0
}

/** @returns how many were forgotten; call again while it is the limit */
export async function purgeDone(database: Database, finishedBefore: string, limit: number): Promise<number> {
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM dj_outbox WHERE state = 'done' AND finished_at < ? ORDER BY finished_at LIMIT ${limit}`,
    [finishedBefore],
  )
  return rows.length === 0
    ? 0
    : database.execute(
        `DELETE FROM dj_outbox WHERE ${among(rows)}`,
        rows.map((row) => row.id),
      )
}

function among(rows: readonly unknown[]): string {
  return `id IN (${rows.map(() => '?').join(', ')})`
}
