import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runMigrations } from 'bullmq'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { migrations } from '../../migrations/index.js'
import type { Database } from '../../src/store/database.js'
import { createTemplate } from '../../src/store/embedded/create-template.js'
import { openEmbedded } from '../../src/store/embedded/open-embedded.js'
import { migrate } from '../../src/store/migrate.js'
import { openDatabase } from '../../src/store/open-database.js'
import type { OpenDatabase } from '../../src/store/opened.js'
import { prepareQueueSchema } from '../../src/store/queue-schema.js'

const clock = { now: () => Date.now(), zone: 'UTC' }

export interface TestDatabase extends Database {
  /** Closes it and removes whatever it left. */
  drop(): Promise<void>
}

export interface OpenTestDatabase extends OpenDatabase {
  drop(): Promise<void>
}

/** Which world the tests run in: `embedded`, or `servers` with `TEST_MARIADB_URL` or `TEST_POSTGRES_URL` (an administrator's, without a database). */
export const testWorld = (): 'embedded' | 'servers' => (process.env.TEST_WORLD === 'servers' ? 'servers' : 'embedded')

/** A fresh database with the platform's own tables, and nothing in them but the first state. */
export async function testDatabase(): Promise<TestDatabase> {
  const { database, drop } = await openTestDatabase()
  return { ...database, drop }
}

/** The same with TypeORM's connection, and the pool that BullMQ may share. */
export async function openTestDatabase(): Promise<OpenTestDatabase> {
  return testWorld() === 'servers' ? onServer() : onFolder()
}

async function onFolder(): Promise<OpenTestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'danju-db-'))
  const opened = await openEmbedded({ folder, template: await testTemplate(), durable: false, snapshots: false })
  const drop = async (): Promise<void> => {
    await opened.database.close()
    await rm(folder, { recursive: true, force: true })
  }
  return { ...opened, drop }
}

let template: Promise<string> | undefined

/** A prepared database folder, made once for every version of the engine and of the platform's tables. */
export function testTemplate(): Promise<string> {
  template ??= makeTemplate()
  return template
}

async function makeTemplate(): Promise<string> {
  const folder = join(import.meta.dirname, '../../node_modules/.cache/danju-templates')
  const path = join(folder, recipe())
  await mkdir(folder, { recursive: true })
  await createTemplate(path, async ({ database, pool }) => {
    await migrate(database, migrations, clock)
    await prepareQueueSchema(pool, runMigrations as Parameters<typeof prepareQueueSchema>[1])
    await database.execute('CHECKPOINT')
  })
  return path
}

function recipe(): string {
  const require = createRequire(import.meta.url)
  const versions = ['@electric-sql/pglite', 'bullmq'].map((name) => readFileSync(join(require.resolve(name), versionFile(name)), 'utf8'))
  return createHash('sha256')
    .update(JSON.stringify([versions, migrations]))
    .digest('hex')
    .slice(0, 16)
}

/** From a package's entry file to its package.json. */
function versionFile(name: string): string {
  return name === 'bullmq' ? '../../../package.json' : '../../package.json'
}

async function onServer(): Promise<OpenTestDatabase> {
  const name = `danju_${randomUUID().replaceAll('-', '')}`
  const { url, remove } = process.env.TEST_POSTGRES_URL ? await newPostgres(process.env.TEST_POSTGRES_URL, name) : await newMysql(name)
  const opened = await openDatabase({ url, poolSize: 10, embedded: { folder: '' } })
  await migrate(opened.database, migrations, clock)
  const drop = async (): Promise<void> => {
    await opened.database.close()
    await remove()
  }
  return { ...opened, drop }
}

interface NewDatabase {
  readonly url: string
  remove(): Promise<void>
}

async function newMysql(name: string): Promise<NewDatabase> {
  const server = process.env.TEST_MARIADB_URL ?? ''
  const administer = async (sql: string): Promise<void> => {
    const connection = await mysql.createConnection(server)
    await connection.query(sql).finally(() => connection.end())
  }
  await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  return { url: databaseIn(server, name), remove: () => administer(`DROP DATABASE ${name}`) }
}

async function newPostgres(server: string, name: string): Promise<NewDatabase> {
  const administer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseIn(server, 'postgres') })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await administer(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`)
  return { url: databaseIn(server, name), remove: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) }
}

function databaseIn(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
