/** The private servers of a measurement, with a company of so many orders on them. The database is kept from run to run. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql, { type Connection } from 'mysql2/promise'
import { startMariaDb, startRedis, stopAll } from '../../scripts/servers.mjs'
import type { Environment } from './children.js'

export interface Ground {
  readonly databaseUrl: string
  /** For processes of the platform: everything but the role. */
  readonly env: Environment
  /** Beside the kept database; what is costly to find out about it may be kept here, too. */
  readonly folder: string
  readonly database: Connection
  close(): Promise<void>
}

const settings = ['--innodb-buffer-pool-size=2G', '--innodb-flush-log-at-trx-commit=1', '--innodb-log-file-size=1G']
const seedNumber = 1

export async function openGround(orders: number, say: (line: string) => void): Promise<Ground> {
  const folder = join(tmpdir(), 'danju-bench', `orders-${orders}-seed-${seedNumber}`)
  const marker = join(folder, 'complete')
  if (!existsSync(marker)) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [server, redis] = [await startMariaDb(settings, join(folder, 'data')), await startRedis()]
  const databaseUrl = `${server.url}/danju`
  const dataDir = mkdtempSync(join(tmpdir(), 'danju-bench-run-'))
  const env = environment({ databaseUrl, redisUrl: redis.url, dataDir })
  if (!existsSync(marker)) await fill({ serverUrl: server.url, env, orders, say })
  writeFileSync(marker, '')
  const database = await mysql.createConnection({ uri: databaseUrl, supportBigNumbers: true, bigNumberStrings: true, dateStrings: true })
  const close = async (): Promise<void> => {
    await database.end()
    await stopAll()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { databaseUrl, env, folder, database, close }
}

interface Addresses {
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly dataDir: string
}

const environment = ({ databaseUrl, redisUrl, dataDir }: Addresses): Environment => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  SECRET_KEY: 'measured on one machine, by one person, on made-up rows',
  DATA_DIR: dataDir,
  DEMO: '0',
  HOST: '127.0.0.1',
  PORT: '0',
})

interface Filling {
  readonly serverUrl: string
  readonly env: Environment
  readonly orders: number
  readonly say: (line: string) => void
}

/** As an operator would: `npm run seed`, a tenth as many customers and a hundredth as many products. */
async function fill({ serverUrl, env, orders, say }: Filling): Promise<void> {
  say(`seeding ${orders} orders; they are kept for the next run`)
  const connection = await mysql.createConnection(serverUrl)
  await connection.query('CREATE DATABASE danju CHARACTER SET utf8mb4 COLLATE utf8mb4_bin')
  const counts = { orders, customers: Math.max(1_000, orders / 10), products: Math.max(500, orders / 100), seed: seedNumber }
  const options = Object.entries(counts).flatMap(([name, count]) => [`--${name}`, String(Math.round(count))])
  const args = ['--max-old-space-size=6000', 'dist/src/cli.js', 'seed', ...options]
  const { status } = spawnSync(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'inherit' })
  if (status !== 0) throw new Error(`seeding ended with ${status}`)
  await connection.query('ANALYZE TABLE danju.`order`, danju.order_line, danju.customer, danju.product')
  await connection.end()
}
