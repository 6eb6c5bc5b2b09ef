import { UnavailableError } from '../kernel/errors.js'
import type { Database, Row, StatementOptions, Transaction, TransactionOptions } from './database.js'
import type { Connection, Driver, Outcome, Statement } from './driver.js'
import type { Outside } from './reentrance.js'
import { usualRetries, withRetries } from './retry.js'
import { StatementQueue } from './statement-queue.js'

/** A Database over a driver: error kinds, re-entrance, transactions with retries. The same for every family. */
export function databaseOver(driver: Driver, reentrance: Outside): Database {
  const run = (sql: string, parameters: readonly unknown[] = [], { timeoutMs }: StatementOptions = {}): Promise<Outcome> => {
    reentrance.assertOutside()
    return withConnection(driver, (connection) => connection.run({ sql, parameters, timeoutMs }))
  }
  return {
    dialect: driver.dialect,
    embedded: driver.embedded,
    query: async <T extends Row>(sql: string, parameters?: readonly unknown[], options?: StatementOptions) =>
      (await run(sql, parameters, options)).rows as readonly T[],
    execute: async (sql, parameters, options) => (await run(sql, parameters, options)).affected,
    send: async (sql, parameters) => void (await run(sql, parameters)),
    transaction: async (work, options) => {
      reentrance.assertOutside()
      return inTransaction(driver, reentrance, { work, read: async (done) => done }, options)
    },
    transactionThenRead: async (work, read) => {
      reentrance.assertOutside()
      return inTransaction(driver, reentrance, { work, read })
    },
    stream: <T extends Row>(sql: string, parameters: readonly unknown[] = []) => {
      reentrance.assertOutside()
      return streamFrom<T>(driver, sql, parameters)
    },
    exclusively: (name, work) => {
      reentrance.assertOutside()
      return driver.exclusively(name, work)
    },
    ping: async () => void (await run('SELECT 1')),
    close: () => driver.end(),
  }
}

/** Lends a connection; one that broke is thrown away. */
export async function withConnection<T>(driver: Driver, use: (connection: Connection) => Promise<T>): Promise<T> {
  let connection: Connection | undefined
  try {
    connection = await driver.connect()
    const result = await use(connection)
    connection.release()
    return result
  } catch (error) {
    connection?.release(isUnusable(driver, error))
    throw named(driver, error)
  }
}

async function* streamFrom<T extends Row>(driver: Driver, sql: string, parameters: readonly unknown[]): AsyncGenerator<T> {
  const connection = await driver.connect()
  let isComplete = false
  try {
    for await (const row of connection.stream({ sql, parameters })) yield row as T
    isComplete = true
  } catch (error) {
    throw named(driver, error)
  } finally {
    connection.release(!isComplete)
  }
}

interface Work<T, U> {
  readonly work: (tx: Transaction) => Promise<T>
  readonly read: (done: T) => Promise<U>
}

async function inTransaction<T, U>(driver: Driver, reentrance: Outside, whole: Work<T, U>, options: TransactionOptions = {}): Promise<U> {
  const retries = { ...usualRetries, ...options }
  const { seen, committed } = await withRetries(driver.dialect, retries, () => attempt(driver, reentrance, whole))
  for (const after of committed) after()
  if (seen.status === 'rejected') throw seen.reason
  return seen.value
}

/** What was done, for good. */
interface Attempt<U> {
  readonly seen: PromiseSettledResult<U>
  readonly committed: readonly (() => void)[]
}

function attempt<T, U>(driver: Driver, reentrance: Outside, { work, read }: Work<T, U>): Promise<Attempt<U>> {
  const committed: (() => void)[] = []
  return withConnection(driver, async (connection) => {
    const queue = new StatementQueue(connection)
    await queue.post(begin[driver.dialect.name])
    try {
      const tx = transactionOn(driver, queue, committed)
      return await reentrance.during(async () => {
        const done = await work(tx)
        const reading = Promise.allSettled([read(done)])
        await queue.askBehind(commit)
        const [seen] = await reading
        return { seen, committed }
      })
    } catch (error) {
      await queue.close(error)
      if (!isUnusable(driver, error)) await connection.run(rollback).catch(asUnavailable)
      throw error
    }
  })
}

/** A connection that cannot roll back must not be used again. */
function asUnavailable(cause: unknown): never {
  throw new UnavailableError('database-unavailable', { cause })
}

const plain = (sql: string): Statement => ({ sql, parameters: [] })
const begin = { mysql: plain('START TRANSACTION'), postgres: plain('BEGIN ISOLATION LEVEL READ COMMITTED') }
const commit = plain('COMMIT')
const rollback = plain('ROLLBACK')

function transactionOn(driver: Driver, queue: StatementQueue, committed: (() => void)[]): Transaction {
  const run = async (sql: string, parameters: readonly unknown[] = [], options: StatementOptions = {}): Promise<Outcome> => {
    const { timeoutMs, mayFail = false } = options
    const statement = { sql, parameters, timeoutMs }
    try {
      return await (mayFail ? queue.askAlone(statement) : queue.ask(statement))
    } catch (error) {
      throw named(driver, error)
    }
  }
  return {
    dialect: driver.dialect,
    query: async <T extends Row>(sql: string, parameters?: readonly unknown[], options?: StatementOptions) =>
      (await run(sql, parameters, options)).rows as readonly T[],
    execute: async (sql, parameters, options) => (await run(sql, parameters, options)).affected,
    send: (sql, parameters = []) => queue.post({ sql, parameters }),
    afterCommit: (after) => void committed.push(after),
  }
}

function isUnusable({ dialect }: Driver, error: unknown): boolean {
  return error instanceof UnavailableError || dialect.isLostConnection(error) || dialect.isTimeout(error)
}

/** Driver errors that mean "not now" get the house's name; others stay as they are. */
function named({ dialect }: Driver, error: unknown): unknown {
  if (error instanceof UnavailableError) return error
  if (dialect.isTimeout(error)) return new UnavailableError('statement-timeout', { cause: error })
  if (dialect.isLostConnection(error)) return new UnavailableError('database-unavailable', { cause: error })
  return error
}
