import { instantOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import { textIn } from '../kernel/texts.js'
import type { Context } from '../records/door.js'
import type { Row } from '../store/database.js'
import { findFile, removeFile } from '../store/work/run-files.js'
import { findRun, listExpired, listRuns, listStranded, type RunState } from '../store/work/runs.js'
import type { DeskDeps, Download } from './run-desk.js'

/** `progress` from 0 to 1; `error` in the owner's language. */
export interface RunView {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly state: RunState
  readonly progress: number
  readonly rows: number | null
  readonly error: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

const listed = 100

/** @throws NotFoundError for runs of others */
export async function getRun(deps: DeskDeps, context: Context, id: string): Promise<RunView> {
  return viewOf(await rowFor(deps, context, id))
}

export async function listOwnRuns(
  deps: DeskDeps,
  { actor }: Context,
): Promise<{ readonly data: readonly (RunView & Row)[]; readonly next: string | null }> {
  const rows = actor.id === null ? [] : await listRuns(deps.database, actor.id, listed)
  return { data: rows.map((row) => ({ ...viewOf(row) })), next: null }
}

/** Whoever carries it out finds out within a second and stops. Cancelling what is over changes nothing. */
export async function cancelRun(deps: DeskDeps, context: Context, id: string): Promise<void> {
  await rowFor(deps, context, id)
  await deps.database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    const sql = "UPDATE dj_job_run SET state = 'cancelled', finished_at = ? WHERE id = ? AND state IN ('queued', 'running')"
    await tx.execute(sql, [instantOf(deps.clock), id])
    await context.guard?.end(tx, { id })
    tx.afterCommit(() => deps.signals.publish('run', id))
  })
}

/** @throws NotFoundError while it is not done, when it made no file, and for runs of others */
export async function fileOfRun(deps: DeskDeps, context: Context, id: string): Promise<Download> {
  const run = await rowFor(deps, context, id)
  const file = run.state === 'done' && run.file_id !== null ? await findFile(deps.database, String(run.file_id)) : undefined
  if (file === undefined) throw new NotFoundError()
  const open = async () => (await deps.files.open(String(file.location))).stream
  return { name: String(file.name), type: String(file.media_type), sizeBytes: Number(file.size_bytes), open }
}

async function rowFor(deps: DeskDeps, { actor }: Context, id: string): Promise<Row> {
  const row = actor.id === null ? undefined : await findRun(deps.database, id, actor.id)
  if (row === undefined) throw new NotFoundError()
  return row
}

function viewOf(row: Row): RunView {
  const request = row.request as { readonly name?: unknown } | null
  const state = row.state as RunState
  return {
    id: String(row.id),
    kind: String(row.kind),
    name: String(request?.name ?? ''),
    state,
    progress: state === 'done' ? 1 : Number(row.progress ?? 0) / 100,
    rows: row.rows === null ? null : Number(row.rows),
    error: row.error === null ? null : String(row.error),
    createdAt: String(row.created_at),
    finishedAt: row.finished_at === null ? null : String(row.finished_at),
  }
}

const batch = 200

/** Ends runs that nobody will carry out any more, and forgets what has expired, files first. */
export async function sweepRuns(deps: DeskDeps): Promise<{ readonly ended: number; readonly forgotten: number }> {
  const stranded = await listStranded(deps.database, batch)
  for (const row of stranded) await endStranded(deps, row)
  const expired = await listExpired(deps.database, instantOf(deps.clock), batch)
  for (const row of expired) await forget(deps, row)
  return { ended: stranded.length, forgotten: expired.length }
}

async function endStranded(deps: DeskDeps, row: Row): Promise<void> {
  const owner = await deps.actorFor(String(row.owner_id))
  const error = textIn(owner?.locale ?? 'zh-CN', {
    zh: '多次尝试未能完成，请重新发起。',
    en: 'Several tries did not finish it; please start it again.',
  })
  const sql = "UPDATE dj_job_run SET state = 'failed', error = ?, finished_at = ? WHERE id = ? AND state = ? AND attempts = ?"
  await deps.database.execute(sql, [error, instantOf(deps.clock), row.id, row.state, row.attempts])
  deps.signals.publish('run', String(row.id))
}

async function forget(deps: DeskDeps, row: Row): Promise<void> {
  const file = row.file_id === null ? undefined : await findFile(deps.database, String(row.file_id))
  if (file !== undefined) await deps.files.remove(String(file.location))
  if (row.file_id !== null) await removeFile(deps.database, String(row.file_id))
  await deps.database.execute('DELETE FROM dj_job_run WHERE id = ?', [row.id])
}
