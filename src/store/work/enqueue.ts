import type { Ids } from '../../kernel/ids.js'
import type { Signals } from '../../kernel/signals.js'
import type { Transaction } from '../database.js'
import { insertRows } from '../insert-rows.js'

/** A job that is to run once the transaction is committed. */
export interface Errand {
  readonly job: string
  readonly payload: Readonly<Record<string, unknown>>
}

export interface EnqueueDeps {
  readonly ids: Ids
  readonly signals: Signals
  /** The instant of the act. */
  readonly at: string
}

const columns = ['id', 'topic', 'payload', 'state', 'run_at', 'attempts', 'created_at']

/**
 * A job exists because its outbox row committed; the signal after the commit only spares the relay its wait.
 * @returns the rows' ids, which are the keys of the jobs
 */
export async function enqueue(tx: Transaction, { ids, signals, at }: EnqueueDeps, errands: readonly Errand[]): Promise<readonly string[]> {
  if (errands.length === 0) return []
  const rows = errands.map(({ job, payload }) => [ids(), job, JSON.stringify(payload), 'new', at, 0, at])
  await insertRows(tx, 'dj_outbox', columns, rows)
  tx.afterCommit(() => signals.publish('outbox', 'new'))
  return rows.map(([id]) => String(id))
}
