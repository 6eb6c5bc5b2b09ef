import { systemClock } from '../../../src/kernel/clock.js'
import { idsFrom } from '../../../src/kernel/ids.js'
import { localSignals } from '../../../src/kernel/signals.js'
import type { Database } from '../../../src/store/database.js'
import { enqueue } from '../../../src/store/work/enqueue.js'

const ids = idsFrom(systemClock('UTC'))

/** Commits so many jobs, as a request would. */
export async function enqueueNotes(database: Database, payloads: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  const at = new Date().toISOString()
  const errands = payloads.map((payload) => ({ job: 'note', payload }))
  await database.transaction(async (tx) => void (await enqueue(tx, { ids, signals: localSignals(), at }, errands)))
}

export async function countsOf(database: Database): Promise<Readonly<Record<string, number>>> {
  const rows = await database.query('SELECT state, COUNT(*) AS n FROM dj_outbox GROUP BY state')
  return Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)]))
}

/** How many effects there are, and of how many jobs: two numbers that must be one. */
export async function effectsOf(database: Database): Promise<{ readonly all: number; readonly distinct: number }> {
  const [row] = await database.query('SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS d FROM effects')
  return { all: Number(row?.n), distinct: Number(row?.d) }
}

export async function clear(database: Database): Promise<void> {
  for (const table of ['dj_outbox', 'dj_inbox', 'effects']) await database.execute(`DELETE FROM ${table}`)
}
