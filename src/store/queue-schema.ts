import type pg from 'pg'

/** What BullMQ calls `runMigrations`; handed in by the room that owns BullMQ. */
export type QueueMigration = (client: pg.PoolClient, schema: string) => Promise<unknown>

/** The schema BullMQ's tables live in; the embedded session's search_path names it after `public`. */
export const queueSchema = 'bullmq'

/** Makes or updates BullMQ's tables, on one connection, as its lock and transaction need. */
export async function prepareQueueSchema(pool: pg.Pool, runMigrations: QueueMigration): Promise<void> {
  const client = await pool.connect()
  try {
    await runMigrations(client, queueSchema)
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
