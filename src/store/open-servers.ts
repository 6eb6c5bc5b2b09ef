import { randomInt } from 'node:crypto'
import mysql from 'mysql2'
import type pg from 'pg'
import type { DataSource } from 'typeorm'
import { UnavailableError } from '../kernel/errors.js'
import { mysqlDataSource, mysqlPool, postgresDataSource, type ServerOptions } from './data-source.js'
import { databaseOver } from './database-over.js'
import type { Driver } from './driver.js'
import { mysqlDialect } from './mysql-dialect.js'
import { mysqlDriver } from './mysql-driver.js'
import type { OpenDatabase } from './opened.js'
import { postgresDialect } from './postgres-dialect.js'
import { postgresDriver } from './postgres-driver.js'
import { outsideOnServers } from './reentrance.js'
import { systemTables } from './system-tables.js'

/** @throws UnavailableError when the server does not answer */
export async function openMysql(options: ServerOptions): Promise<OpenDatabase> {
  const source = await connected(mysqlDataSource(options, systemTables(mysqlDialect)))
  const pool = mysqlPool(options)
  const end = async (): Promise<void> => {
    await Promise.all([source.destroy(), pool.promise().end()])
  }
  const driver = mysqlDriver({ ...options, pool, killStatement: killOver(options), end })
  return { database: databaseOver(driver, outsideOnServers()), source }
}

/** @throws UnavailableError when the server does not answer */
export async function openPostgres(options: ServerOptions): Promise<OpenDatabase> {
  const source = await connected(postgresDataSource(options, systemTables(postgresDialect)))
  const { master: pool } = source.driver as unknown as { readonly master: pg.Pool }
  pool.on('connect', (client) => client.on('error', () => {}))
  const deadlines = { start: (client: pg.PoolClient, timeoutMs: number) => cancelLater(pool, client, timeoutMs) }
  const driver = postgresDriver({ pool, embedded: false, deadlines, exclusively: advisoryLock(pool), end: () => source.destroy() })
  return { database: databaseOver(driver, outsideOnServers()), source, pool }
}

async function connected(source: DataSource): Promise<DataSource> {
  try {
    return await source.initialize()
  } catch (error) {
    throw new UnavailableError('database-unavailable', { cause: error })
  }
}

function killOver({ url, connectMs }: ServerOptions): (threadId: number) => Promise<void> {
  return (threadId) =>
    new Promise((resolve) => {
      const connection = mysql.createConnection({ uri: url, connectTimeout: connectMs })
      connection.on('error', () => resolve())
      connection.query(`KILL QUERY ${threadId}`, () => connection.end(() => resolve()))
    })
}

/** Cancels through the pool; the server's own statement_timeout is what holds when the pool is exhausted. */
function cancelLater(pool: pg.Pool, client: pg.PoolClient, timeoutMs: number): () => boolean {
  const { processID } = client as unknown as { readonly processID: number }
  let isDue = false
  const timer = setTimeout(() => {
    isDue = true
    pool.query('SELECT pg_cancel_backend($1)', [processID]).catch(() => {})
  }, timeoutMs)
  return () => {
    clearTimeout(timer)
    return isDue
  }
}

const lockTries = 600

/** Polls, because waiting for an advisory lock counts against lock_timeout. */
function advisoryLock(pool: pg.Pool): Driver['exclusively'] {
  return async (name, work) => {
    const client = await pool.connect()
    try {
      for (let tries = 0; !(await tryLock(client, name)); tries++) {
        if (tries >= lockTries) throw new UnavailableError('lock-busy', { details: { name } })
        await new Promise((resolve) => setTimeout(resolve, randomInt(100, 300)))
      }
      return await work()
    } finally {
      client.release(true)
    }
  }
}

async function tryLock(client: pg.PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock(hashtext($1)) AS taken', [name])
  return rows[0]?.taken === true
}
