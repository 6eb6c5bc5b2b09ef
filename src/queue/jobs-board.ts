import { type Clock, instantOf } from '../kernel/clock.js'
import { ConflictError, NotFoundError } from '../kernel/errors.js'
import type { Signals } from '../kernel/signals.js'
import { textIn } from '../kernel/texts.js'
import type { Context } from '../records/door.js'
import type { Database, Row } from '../store/database.js'

/** What operators see of the jobs, and may do to them. The API has checked the right `manageJobs`. */
export interface JobsBoard {
  list(context: Context, query: BoardQuery): Promise<{ readonly data: readonly Row[]; readonly next: string | null }>
  retry(context: Context, id: string): Promise<{ readonly id: string }>
}

export interface BoardQuery {
  /** `waiting`, `handedOver`, `running`, `done` or `parked`. */
  readonly state: string | null
  readonly job: string | null
  readonly after: string | null
  readonly size: number
}

const conditions: Readonly<Record<string, string>> = {
  waiting: "state = 'new'",
  handedOver: "state = 'sent' AND lease_until IS NULL",
  running: "state = 'sent' AND lease_until IS NOT NULL",
  done: "state = 'done'",
  parked: "state = 'parked'",
}

export function jobsBoard(deps: { readonly database: Database; readonly clock: Clock; readonly signals: Signals }): JobsBoard {
  return {
    list: (context, query) => list(deps.database, context, query),
    retry: (context, id) => retry(deps, context, id),
  }
}

async function list(
  database: Database,
  { model, actor }: Context,
  { state, job, after, size }: BoardQuery,
): Promise<{ data: readonly Row[]; next: string | null }> {
  const tests: readonly (readonly [string, readonly unknown[]])[] = [
    ...(state === null ? [] : [[conditions[state] ?? '1 = 0', []] as const]),
    ...(job === null ? [] : [['topic = ?', [job]] as const]),
    ...(after === null ? [] : [['id < ?', [after]] as const]),
  ]
  const where = tests.length === 0 ? '' : `WHERE ${tests.map(([sql]) => sql).join(' AND ')}`
  const rows = await database.query(
    `SELECT * FROM dj_outbox ${where} ORDER BY id DESC LIMIT ${size + 1}`,
    tests.flatMap(([, parameters]) => parameters),
  )
  const label = (name: string): string => textIn(actor.locale, model.jobs[name]?.label ?? { zh: name, en: name })
  const data = rows.slice(0, size).map((row) => boardRow(row, label))
  return { data, next: rows.length > size ? String(data.at(-1)?.id) : null }
}

function boardRow(row: Row, label: (name: string) => string): Row {
  const job = String(row.topic)
  const state = row.state === 'sent' ? (row.lease_until === null ? 'handedOver' : 'running') : row.state === 'new' ? 'waiting' : row.state
  const times = { runAt: row.run_at, createdAt: row.created_at, finishedAt: row.finished_at }
  return { id: row.id, job, label: label(job), state, attempts: row.attempts, payload: row.payload, note: row.note, ...times }
}

/** @throws NotFoundError · ConflictError `not-parked` when there is nothing to try again */
async function retry(
  { database, clock, signals }: Parameters<typeof jobsBoard>[0],
  context: Context,
  id: string,
): Promise<{ readonly id: string }> {
  const at = instantOf(clock)
  return database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    const [row] = await tx.query(`SELECT state FROM dj_outbox WHERE id = ? ${tx.dialect.forUpdate}`, [id])
    if (row === undefined) throw new NotFoundError()
    if (row.state !== 'parked')
      throw new ConflictError('not-parked', { zh: '只有已搁置的任务可以重试。', en: 'Only a parked job can be tried again.' })
    await tx.execute("UPDATE dj_outbox SET state = 'new', attempts = 0, run_at = ?, finished_at = NULL WHERE id = ?", [at, id])
    await context.guard?.end(tx, { id })
    tx.afterCommit(() => signals.publish('outbox', 'retry'))
    return { id }
  })
}
