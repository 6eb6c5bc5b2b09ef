import type pg from 'pg'
import type { Connection, Driver, Outcome, Statement } from './driver.js'
import { plainValue } from './parameters.js'
import { assertParameterCount, numberPlaceholders } from './placeholders.js'
import { postgresDialect } from './postgres-dialect.js'

/** How one statement's time is limited: a server cancels it, the embedded engine is stopped. */
export interface Deadlines {
  /** @returns what must be called when the statement is done; true when the limit was reached */
  start(client: pg.PoolClient, timeoutMs: number): () => boolean
}

export interface PostgresOptions {
  readonly pool: pg.Pool
  readonly embedded: boolean
  readonly deadlines: Deadlines
  readonly exclusively: Driver['exclusively']
  readonly end: () => Promise<void>
}

/** PostgreSQL through `pg`: a server's pool or the embedded one. */
export function postgresDriver(options: PostgresOptions): Driver {
  return {
    dialect: postgresDialect,
    embedded: options.embedded,
    connect: async () => connectionOver(await options.pool.connect(), options.deadlines),
    exclusively: options.exclusively,
    end: options.end,
  }
}

function connectionOver(client: pg.PoolClient, deadlines: Deadlines): Connection {
  const run = async ({ sql, parameters, timeoutMs }: Statement): Promise<Outcome> => {
    assertParameterCount(sql, parameters.length)
    const finish = timeoutMs === undefined ? () => false : deadlines.start(client, timeoutMs)
    try {
      return outcomeOf(await client.query(textOf(sql, parameters), parameters.map(boundValue)))
    } finally {
      finish()
    }
  }
  return {
    run,
    runAll: async (statements) => {
      const outcomes: Outcome[] = []
      for (const statement of statements) outcomes.push(await run(statement))
      return outcomes
    },
    stream: (statement) => cursorRows(run, statement),
    release: (isBroken = false) => client.release(isBroken),
  }
}

const textOf = (sql: string, parameters: readonly unknown[]): string => (parameters.length === 0 ? sql : numberPlaceholders(sql))

/** Text for the server to read as the type it infers; `undefined` parameters never get here. */
function boundValue(value: unknown): unknown {
  const plain = plainValue(value)
  if (plain === null || typeof plain === 'string' || typeof plain === 'boolean' || typeof plain === 'number') return plain
  if (typeof plain === 'bigint') return plain.toString()
  if (plain instanceof Uint8Array) return Buffer.from(plain)
  if ('digits' in plain) return plain.digits
  return 'text' in plain ? plain.text : plain.toFixed()
}

/** Several statements in one text have several results; the last one counts. */
function outcomeOf(result: pg.QueryResult | readonly pg.QueryResult[]): Outcome {
  const last = Array.isArray(result) ? result.at(-1) : result
  return { rows: last?.rows ?? [], affected: last?.rowCount ?? 0 }
}

const rowsAtOnce = 1_000

/** From a result that the server keeps: no transaction stays open, and the embedded session is free between batches. */
async function* cursorRows(run: Connection['run'], { sql, parameters }: Statement): AsyncGenerator<Outcome['rows'][number]> {
  const name = `rows_${Math.random().toString(36).slice(2)}`
  await run({ sql: `DECLARE ${name} NO SCROLL CURSOR WITH HOLD FOR ${sql}`, parameters })
  for (let rows = await fetchFrom(run, name); rows.length > 0; rows = await fetchFrom(run, name)) yield* rows
  await run({ sql: `CLOSE ${name}`, parameters: [] })
}

async function fetchFrom(run: Connection['run'], cursor: string): Promise<Outcome['rows']> {
  return (await run({ sql: `FETCH ${rowsAtOnce} FROM ${cursor}`, parameters: [] })).rows
}
