import type { FieldPacket, Pool, PoolConnection, ResultSetHeader } from 'mysql2'
import { UnavailableError } from '../kernel/errors.js'
import type { StatementOptions } from './database.js'
import type { Connection, Driver, Outcome } from './driver.js'
import { mysqlDialect } from './mysql-dialect.js'
import { castColumns, castValue, withLiterals } from './mysql-values.js'

export interface MysqlOptions {
  readonly pool: Pool
  /** Ends what another connection is doing, over a connection that does not come from the (perhaps exhausted) pool. */
  readonly killStatement: (threadId: number) => Promise<void>
  /** A statement without a limit of its own. */
  readonly statementMs: number
  /** How long to wait for a connection when all are busy. */
  readonly connectMs: number
  readonly end: () => Promise<void>
}

/** MariaDB and MySQL through `mysql2`, in the text protocol: no prepared statements to run out of. */
export function mysqlDriver(options: MysqlOptions): Driver {
  const connect = async (): Promise<Connection> => connectionOver(await lend(options.pool, options.connectMs), options)
  return {
    dialect: mysqlDialect,
    embedded: false,
    connect,
    exclusively: async (name, work) => {
      const connection = await connect()
      try {
        await takeLock(connection, name)
        return await work()
      } finally {
        connection.release(true)
      }
    },
    end: options.end,
  }
}

const lockWaitSeconds = 120

/** A named lock belongs to its connection and ends with it. */
async function takeLock(connection: Connection, name: string): Promise<void> {
  const timeoutMs = (lockWaitSeconds + 5) * 1_000
  const { rows } = await connection.run(`SELECT GET_LOCK(CONCAT(DATABASE(), '.', ?), ${lockWaitSeconds}) AS taken`, [name], { timeoutMs })
  if (Number(rows[0]?.taken) !== 1) throw new UnavailableError('lock-busy', { details: { name } })
}

function lend(pool: Pool, connectMs: number): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      reject(new UnavailableError('database-unavailable', { details: { reason: 'all connections busy', connectMs } }))
    }, connectMs)
    pool.getConnection((error, connection) => {
      clearTimeout(timer)
      if (isLate) connection?.release()
      else if (error) reject(error)
      else resolve(connection)
    })
  })
}

function connectionOver(connection: PoolConnection, options: MysqlOptions): Connection {
  let wasKilled = false
  const run = async (
    sql: string,
    parameters: readonly unknown[],
    { timeoutMs = options.statementMs }: StatementOptions,
  ): Promise<Outcome> => {
    const text = withLiterals(sql, parameters)
    const limit = limitTime(() => options.killStatement(connection.threadId), timeoutMs)
    try {
      return await send(connection, text)
    } finally {
      wasKilled = (await limit.end()) || wasKilled
    }
  }
  return {
    run,
    stream: (sql, parameters) =>
      connection.query({ sql: withLiterals(sql, parameters), typeCast: castValue }).stream({ highWaterMark: 1_000 }),
    release: (isBroken = false) => (isBroken || wasKilled ? connection.destroy() : connection.release()),
  }
}

function send(connection: PoolConnection, sql: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error: Error | null, result: unknown, fields: FieldPacket[]) =>
      error ? reject(error) : resolve(outcomeOf(result, fields)),
    )
  })
}

function outcomeOf(result: unknown, fields: readonly FieldPacket[]): Outcome {
  if (Array.isArray(result)) return { rows: castColumns(result as Record<string, unknown>[], fields), affected: result.length }
  const { affectedRows: affected, insertId } = result as ResultSetHeader
  // No table counts by itself: the only number there can be is one that was drawn with LAST_INSERT_ID.
  return { rows: Number(insertId) === 0 ? [] : [{ drawn: String(insertId) }], affected }
}

/**
 * Ends the statement with KILL QUERY, which MariaDB and MySQL both know. A kill on its way is waited for: it may come a moment late
 * and hit the connection's next statement, so that connection is not used again.
 * @returns `end`, which says whether a kill was sent
 */
function limitTime(kill: () => Promise<void>, timeoutMs: number): { end(): Promise<boolean> } {
  let killing: Promise<void> | undefined
  const timer = setTimeout(() => {
    killing = kill()
  }, timeoutMs)
  return {
    end: async () => {
      clearTimeout(timer)
      await killing
      return killing !== undefined
    },
  }
}
