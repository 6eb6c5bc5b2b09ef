import { createPostgresBackend, runMigrations } from 'bullmq'
import type { OpenDatabase } from '../store/opened.js'
import { prepareQueueSchema, type QueueMigration } from '../store/queue-schema.js'
import type { Broker } from './broker.js'
import { type BullGround, type BullOptions, bullBroker } from './bull-broker.js'

export type Pool = NonNullable<OpenDatabase['pool']>

/** Every queue and worker listens to the pool for errors. */
const mostListeners = 50

/** BullMQ's tables, made before anybody works with them. */
export function prepareEmbeddedQueue(pool: Pool): Promise<void> {
  return prepareQueueSchema(pool, runMigrations as unknown as QueueMigration)
}

/** BullMQ on the embedded database, through the pool everybody shares; its `search_path` names the schema. */
export async function postgresBroker(pool: Pool, options: BullOptions): Promise<Broker> {
  pool.setMaxListeners(Math.max(pool.getMaxListeners(), mostListeners))
  await prepareEmbeddedQueue(pool)
  const backend = createPostgresBackend as unknown as NonNullable<BullGround['backend']>
  const ground = { adding: pool, working: pool, backend, assertReady: () => {}, close: async () => {} }
  return bullBroker(ground, options)
}
