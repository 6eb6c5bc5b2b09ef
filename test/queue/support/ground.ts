import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../../src/store/open-database.js'
import type { OpenDatabase } from '../../../src/store/opened.js'

/** A database of its own and a place for BullMQ, of the world the tests run in. */
export interface Ground {
  readonly database: OpenDatabase['database']
  readonly on: { readonly redisUrl: string; readonly prefix: string } | { readonly pool: NonNullable<OpenDatabase['pool']> }
  close(): Promise<void>
}

export async function openGround(): Promise<Ground> {
  return process.env.TEST_WORLD === 'servers' ? serversGround() : embeddedGround()
}

async function embeddedGround(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'danju-queue-'))
  const opened = await openDatabase({ url: undefined, embedded: { folder, durable: false, snapshots: false } })
  await makeTables(opened.database)
  if (opened.pool === undefined) throw new Error('the embedded database has no pool')
  const close = async (): Promise<void> => {
    await opened.database.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { database: opened.database, on: { pool: opened.pool }, close }
}

let count = 0

async function serversGround(): Promise<Ground> {
  const { TEST_MARIADB_URL: server = '', TEST_REDIS_URL: redisUrl = '' } = process.env
  const name = `queue_${process.pid}_${++count}`
  const root = await openDatabase({ url: `${server}/mysql`, embedded: { folder: '' } })
  await root.database.execute(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  const { database } = await openDatabase({ url: `${server}/${name}`, embedded: { folder: '' } })
  await makeTables(database)
  const close = async (): Promise<void> => {
    await database.close()
    await root.database.execute(`DROP DATABASE ${name}`)
    await root.database.close()
  }
  return { database, on: { redisUrl, prefix: name }, close }
}

export async function makeTables(database: OpenDatabase['database']): Promise<void> {
  const instant = database.dialect.name === 'mysql' ? 'DATETIME(3)' : 'TIMESTAMPTZ(3)'
  const json = database.dialect.name === 'mysql' ? 'JSON' : 'JSONB'
  await database.execute(`CREATE TABLE dj_outbox (id BIGINT PRIMARY KEY, topic VARCHAR(100) NOT NULL, payload ${json} NOT NULL, state VARCHAR(10) NOT NULL, run_at ${instant} NOT NULL,
    attempts INT NOT NULL, created_at ${instant} NOT NULL, sent_at ${instant} NULL, lease_until ${instant} NULL, finished_at ${instant} NULL, note TEXT NULL, once_key VARCHAR(200) NULL UNIQUE)`)
  await database.execute('CREATE INDEX dj_outbox_due ON dj_outbox (state, run_at)')
  await database.execute(
    `CREATE TABLE dj_inbox (consumer VARCHAR(100) NOT NULL, event_id VARCHAR(100) NOT NULL, done_at ${instant} NOT NULL, PRIMARY KEY (consumer, event_id))`,
  )
  await database.execute('CREATE TABLE effects (id BIGINT NOT NULL)')
}
