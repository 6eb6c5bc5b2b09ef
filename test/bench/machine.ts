import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { Connection, RowDataPacket } from 'mysql2/promise'

/** What the numbers depend on. */
export async function machineFacts(database: Connection | undefined): Promise<Readonly<Record<string, unknown>>> {
  const facts = {
    processor: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    /** Over the last minute, before anything was started: above the number of cores, others were at work too. */
    load: Number(loadavg()[0]?.toFixed(1)),
    node: process.version,
  }
  return database === undefined ? facts : { ...facts, ...(await databaseFacts(database)) }
}

async function databaseFacts(database: Connection): Promise<Readonly<Record<string, unknown>>> {
  const one = async (sql: string): Promise<unknown> => {
    const [rows] = await database.query<RowDataPacket[]>(sql)
    return Object.values(rows[0] ?? {})[0]
  }
  return {
    database: await one('SELECT VERSION()'),
    bufferPoolMb: Number(await one('SELECT @@innodb_buffer_pool_size')) / 1_048_576,
    flushLogAtCommit: await one('SELECT @@innodb_flush_log_at_trx_commit'),
    orders: await one('SELECT COUNT(*) FROM `order`'),
    lines: await one('SELECT COUNT(*) FROM order_line'),
    customers: await one('SELECT COUNT(*) FROM customer'),
  }
}
