import type { Database, Transaction } from './database.js'
import { numberOf } from './driver-errors.js'
import type { Step } from './schema-steps.js'

/** Told of every step; what it writes is for operators, resuming needs only the schema itself. */
export interface SchemaJournal {
  started(step: Step, number: number): Promise<void>
  finished(step: Step, number: number): Promise<void>
  failed(step: Step, number: number, error: unknown): Promise<void>
}

export const noJournal: SchemaJournal = { started: async () => {}, finished: async () => {}, failed: async () => {} }

/** Altering a table waits behind open readers, and everybody else behind it: so it waits one second and comes back later. */
const tries = 40
const statementMs = 600_000

/**
 * Carries out the steps, one after the other. Call it under `database.exclusively('schema', …)`, with steps planned inside it.
 * @throws whatever a statement throws; the steps before it stay done, and planning again gives the rest
 */
export async function applySchema(database: Database, steps: readonly Step[], journal: SchemaJournal = noJournal): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await journal.started(step, index + 1)
    try {
      await applyStep(database, step)
    } catch (error) {
      await journal.failed(step, index + 1, error)
      throw error
    }
    await journal.finished(step, index + 1)
  }
}

async function applyStep(database: Database, { statements }: Step): Promise<void> {
  const run = database.dialect.name === 'mysql' ? runOnMysql : runOnPostgres
  await database.transaction((tx) => run(tx, statements), { tries })
}

async function runOnPostgres(tx: Transaction, statements: readonly string[]): Promise<void> {
  await tx.execute("SET LOCAL lock_timeout = '1s'")
  for (const statement of statements) await tx.execute(statement, [], { timeoutMs: statementMs })
}

async function runOnMysql(tx: Transaction, statements: readonly string[]): Promise<void> {
  await tx.execute('SET SESSION lock_wait_timeout = 1')
  try {
    for (const statement of statements) await alterGently(tx, statement)
  } finally {
    await tx.execute('SET SESSION lock_wait_timeout = DEFAULT')
  }
}

/** The cheapest way the server knows for this change; the last one copies the table. */
const ways = [', ALGORITHM=INSTANT', ', ALGORITHM=INPLACE, LOCK=NONE', '']

async function alterGently(tx: Transaction, statement: string): Promise<void> {
  for (const way of statement.startsWith('ALTER TABLE') ? ways : ['']) {
    try {
      await tx.execute(`${statement}${way}`, [], { timeoutMs: statementMs, mayFail: true })
      return
    } catch (error) {
      if (way === '' || !isUnsupportedWay(error)) throw error
    }
  }
}

function isUnsupportedWay(error: unknown): boolean {
  return [1845, 1846].includes(numberOf(error, 'errno'))
}
