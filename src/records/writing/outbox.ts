import type { Act } from './act.js'

/** A job that is to run once this is committed. */
export interface Errand {
  readonly job: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** A job exists because its outbox row committed; the signal after the commit only spares the relay its wait. */
export async function enqueue(act: Act, errands: readonly Errand[]): Promise<void> {
  if (errands.length === 0) return
  const rows = errands.map((errand) => [act.ids(), errand.job, JSON.stringify(errand.payload), 'new', act.at, 0, act.at])
  const marks = rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')
  await act.tx.execute(`INSERT INTO dj_outbox (id, topic, payload, state, run_at, attempts, created_at) VALUES ${marks}`, rows.flat())
  act.tx.afterCommit(() => act.signals.publish('outbox', 'new'))
}
