import type { FieldPacket, Pool, PoolConnection, ResultSetHeader } from 'mysql2'
import { UnavailableError } from '../kernel/errors.js'
import type { Connection, Driver, Outcome, Statement } from './driver.js'
import { mysqlDialect } from './mysql-dialect.js'
import { castColumns, castValue, withLiterals } from './mysql-values.js'

export interface MysqlOptions {
  readonly pool: Pool
  /** Ends what another connection is doing, over a connection that does not come from the (perhaps exhausted) pool. */
  readonly killStatement: (threadId: number) => Promise<void>
  /** Statements that travel together, none with a limit of its own. */
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
  const sql = `SELECT GET_LOCK(CONCAT(DATABASE(), '.', ?), ${lockWaitSeconds}) AS taken`
  const { rows } = await connection.run({ sql, parameters: [name], timeoutMs })
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
  const runAll = async (statements: readonly Statement[]): Promise<readonly Outcome[]> => {
    const limits = statements.flatMap(({ timeoutMs }) => timeoutMs ?? [])
    const timeoutMs = limits.length === 0 ? options.statementMs : Math.min(...limits)
    const limit = limitTime(() => options.killStatement(connection.threadId), timeoutMs)
    try {
      const outcomes: Outcome[] = []
      for (const texts of packetsOf(statements.map(textOf))) outcomes.push(...(await send(connection, texts)))
      return outcomes
    } finally {
      wasKilled = (await limit.end()) || wasKilled
    }
  }
  return {
    run: async (statement) => (await runAll([statement]))[0] ?? { rows: [], affected: 0 },
    runAll,
    stream: (statement) => connection.query({ sql: textOf(statement), typeCast: castValue }).stream({ highWaterMark: 1_000 }),
    release: (isBroken = false) => (isBroken || wasKilled ? connection.destroy() : connection.release()),
  }
}

const textOf = ({ sql, parameters }: Statement): string => withLiterals(sql, parameters)

/** Far below `max_allowed_packet`, which a statement by itself may come near to. */
const packetLength = 256 * 1_024

function packetsOf(texts: readonly string[]): readonly (readonly string[])[] {
  const packets: string[][] = []
  let length = packetLength
  for (const text of texts) {
    if (length + text.length > packetLength) packets.push([])
    length = packets.at(-1)?.length === 0 ? text.length : length + text.length
    packets.at(-1)?.push(text)
  }
  return packets
}

/** The statements of one packet. */
function send(connection: PoolConnection, texts: readonly string[]): Promise<readonly Outcome[]> {
  return new Promise((resolve, reject) => {
    connection.query(texts.join('\n;'), (error: Error | null, result: unknown, fields: unknown) => {
      if (error) reject(error)
      else if (texts.length === 1) resolve([outcomeOf(result, fields)])
      else resolve((result as readonly unknown[]).map((one, index) => outcomeOf(one, (fields as readonly unknown[])[index])))
    })
  })
}

/** @param fields  of the columns, where there are any */
function outcomeOf(result: unknown, fields: unknown): Outcome {
  if (Array.isArray(result))
    return { rows: castColumns(result as Record<string, unknown>[], fields as readonly FieldPacket[]), affected: result.length }
  const { affectedRows: affected, insertId } = result as ResultSetHeader
  // No table counts by itself: the only number there can be is one that was drawn with LAST_INSERT_ID.
  return { rows: Number(insertId) === 0 ? [] : [{ drawn: String(insertId) }], affected }
}

/**
 * Ends the statement, and those that came with it, with KILL QUERY, which MariaDB and MySQL both know. A kill on its way is waited for: it may come a moment late
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
