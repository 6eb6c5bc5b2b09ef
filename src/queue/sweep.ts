import { instantOf } from '../kernel/clock.js'
import { type BrokerDeps, instantIn, type QueueDeps } from './deps.js'
import { claimStale, type DueRow, endLost, listLost, purgeDone } from './outbox-rows.js'
import { sendRows } from './relay.js'
import { failure } from './run-try.js'

const batch = 500
const keptDays = 7

/** Finds again what a dead process or a forgetful broker has left behind. */
export async function sweepOnce(deps: BrokerDeps): Promise<{ readonly lost: number; readonly resent: number }> {
  const lost = await freeLost(deps)
  const resent = await resendStale(deps)
  return { lost, resent }
}

/** A lost try counts as a failed one: a job that kills its process is parked in the end, and its neighbours come back spread out in time. */
async function freeLost(deps: QueueDeps): Promise<number> {
  const now = instantOf(deps.clock)
  const rows = await listLost(deps.database, now, batch)
  const freed = await Promise.all(rows.map((row) => freeOne(deps, row, now)))
  return freed.filter(Boolean).length
}

async function freeOne(deps: QueueDeps, row: DueRow, now: string): Promise<boolean> {
  const job = deps.model().jobs[row.topic] ?? { attempts: 1 }
  const end = failure(deps, row.attempts, job, new Error('the process ended or hung during this try'))
  const isFreed = await endLost(deps.database, row, { ...end, at: now })
  if (isFreed) deps.log('warn', 'a lost try was found', { job: row.topic, id: row.id, attempt: row.attempts, state: end.state })
  return isFreed
}

/** Handing over what is still waiting is harmless: the broker knows the id. */
async function resendStale(deps: BrokerDeps): Promise<number> {
  const { clock, database, settings } = deps
  const times = { now: instantOf(clock), sentBefore: instantIn(clock, -settings.staleMs) }
  let total = 0
  for (let rows = await claimStale(database, times, batch); rows.length > 0; rows = await claimStale(database, times, batch)) {
    await sendRows(deps, rows)
    total += rows.length
    if (rows.length < batch) break
  }
  return total
}

/** Forgets what was done long ago; what is parked stays until somebody has looked. */
export async function purgeOnce({ database, clock }: QueueDeps): Promise<number> {
  const before = instantIn(clock, -keptDays * 86_400_000)
  let total = 0
  for (let count = batch; count === batch; total += count) count = await purgeDone(database, before, batch)
  await database.execute('DELETE FROM dj_inbox WHERE done_at < ?', [instantIn(clock, -30 * 86_400_000)])
  return total
}
