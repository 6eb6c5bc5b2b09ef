/** A worker process of the queue alone, for tests that kill it: one job, whose effect is one row. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { JobContext, Outcome } from '../../../src/define/job.js'
import { systemClock } from '../../../src/kernel/clock.js'
import { idsFrom } from '../../../src/kernel/ids.js'
import { localSignals } from '../../../src/kernel/signals.js'
import { startQueue } from '../../../src/queue/queue.js'
import { openDatabase } from '../../../src/store/open-database.js'
import { AlreadyDoneError, assertFirstTime } from '../../../src/store/work/inbox.js'
import { byName, modelOfJobs } from '../../queue/support/jobs.js'
import { countsOf, effectsOf, enqueueNotes } from './outbox.js'

const {
  DATABASE_URL: url,
  REDIS_URL: redisUrl,
  DATA_DIR: folder = '',
  PREFIX: prefix = 'faults',
  WORK_MS = '150-250',
  LEASE_MS,
  TEMPLATE: template,
} = process.env
const { database, pool } = await openDatabase({
  url,
  embedded: { folder, snapshots: false, ...(template === undefined ? {} : { template }) },
})
const clock = systemClock('Asia/Shanghai')
const label = { zh: '记', en: 'Note' }

async function note({ key, payload, attempt }: JobContext): Promise<Outcome> {
  if (payload.poison === true && process.env.POISON !== 'cured') process.kill(process.pid, 'SIGKILL')
  if (payload.throws === true) throw new Error('always')
  await sleep(pause())
  try {
    await database.transaction(async (tx) => {
      await assertFirstTime(tx, { consumer: 'note', eventId: key, at: new Date().toISOString() })
      await tx.execute('INSERT INTO effects (id) VALUES (?)', [key])
    })
  } catch (error) {
    if (!(error instanceof AlreadyDoneError)) throw error
  }
  return { done: true, note: `try ${attempt}` }
}

function pause(): number {
  const [least = 0, most = 0] = WORK_MS.split('-').map(Number)
  return least + Math.random() * (most - least)
}

const jobs = [{ name: 'note', label, actsAs: 'system', attempts: 5, run: note }]
const on = redisUrl === undefined ? { pool: pool as NonNullable<typeof pool> } : { redisUrl, prefix }
const settings = LEASE_MS === undefined ? {} : { leaseMs: Number(LEASE_MS), sweepMs: Number(LEASE_MS) / 3, staleMs: Number(LEASE_MS) }
if (process.env.ENQUEUE !== undefined) await prepare(Number(process.env.ENQUEUE))
const running = await startQueue({
  settings,
  database,
  on,
  clock,
  ids: idsFrom(clock),
  signals: localSignals(),
  jobs: byName(jobs),
  model: () => modelOfJobs(jobs),
  toolsFor: () => ({}) as never,
  log: (level, message, facts) => void process.stdout.write(`${JSON.stringify({ level, message, ...facts })}\n`),
  random: Math.random,
})
process.stdout.write('started\n')
if (process.env.ENQUEUE !== undefined) setInterval(() => void tellCounts(), 250)
process.once(
  'SIGTERM',
  () =>
    void running
      .stop()
      .then(() => database.close())
      .then(() => process.exit(0)),
)

/** The embedded folder belongs to this process alone: so it makes its own work, the first time, and says how far it is. */
async function prepare(count: number): Promise<void> {
  const [known] = await database.query("SELECT 1 AS n FROM information_schema.tables WHERE table_name = 'effects'")
  if (known !== undefined) return
  await database.execute('CREATE TABLE effects (id BIGINT NOT NULL)')
  await enqueueNotes(
    database,
    Array.from({ length: count }, (_, n) => ({ n })),
  )
}

async function tellCounts(): Promise<void> {
  const { done = 0 } = await countsOf(database)
  const { all, distinct } = await effectsOf(database)
  process.stdout.write(`done ${done} effects ${all} of ${distinct}\n`)
}
