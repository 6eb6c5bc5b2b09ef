import { type Clock, instantOf } from '../../kernel/clock.js'
import type { Ids } from '../../kernel/ids.js'
import type { Signals } from '../../kernel/signals.js'
import type { Database, Sql } from '../../store/database.js'
import type { Act } from './act.js'

/** A job that is to run once this is committed. */
export interface Errand {
  readonly job: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Not before this instant; at once when not said. */
  readonly notBefore?: string
}

/** A job exists because its outbox row committed; the signal after the commit only spares the relay its wait. */
export async function enqueue(act: Act, errands: readonly Errand[]): Promise<void> {
  if (errands.length === 0) return
  await insertErrands(act.tx, errands, act)
  act.tx.afterCommit(() => act.signals.publish('outbox', 'new'))
}

/** Outside of any record's act, e.g. at the first start. */
export async function enqueueNow(
  deps: { readonly database: Database; readonly ids: Ids; readonly clock: Clock; readonly signals: Signals },
  errands: readonly Errand[],
): Promise<void> {
  await insertErrands(deps.database, errands, { ids: deps.ids, at: instantOf(deps.clock) })
  deps.signals.publish('outbox', 'new')
}

/** In a transaction of one's own; nobody is told before the relay looks by itself. */
export async function insertErrands(sql: Sql, errands: readonly Errand[], by: { readonly ids: Ids; readonly at: string }): Promise<void> {
  const rows = errands.map((errand) => [by.ids(), errand.job, JSON.stringify(errand.payload), 'new', errand.notBefore ?? by.at, 0, by.at])
  const marks = rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')
  await sql.send(`INSERT INTO dj_outbox (id, topic, payload, state, run_at, attempts, created_at) VALUES ${marks}`, rows.flat())
}
