import type { Sql, Transaction } from '../database.js'
import { insertIfAbsent } from '../insert-rows.js'

/** This was done before: nothing of the transaction that learnt it may stay. */
export class AlreadyDoneError extends Error {
  constructor(consumer: string, eventId: string) {
    super(`${consumer} has done ${eventId} before`)
    this.name = 'AlreadyDoneError'
  }
}

/**
 * Marks an event as dealt with, in the transaction of its effect and before it: two deliveries of one event have one effect.
 * @throws AlreadyDoneError
 */
export async function assertFirstTime(
  tx: Transaction,
  mark: { readonly consumer: string; readonly eventId: string; readonly at: string },
): Promise<void> {
  const { consumer, eventId, at } = mark
  const isFirst = await insertIfAbsent(tx, 'dj_inbox', ['consumer', 'event_id', 'done_at'], [consumer, eventId, at])
  if (!isFirst) throw new AlreadyDoneError(consumer, eventId)
}

export async function wasDone(sql: Sql, mark: { readonly consumer: string; readonly eventId: string }): Promise<boolean> {
  const [row] = await sql.query('SELECT event_id FROM dj_inbox WHERE consumer = ? AND event_id = ?', [mark.consumer, mark.eventId])
  return row !== undefined
}
