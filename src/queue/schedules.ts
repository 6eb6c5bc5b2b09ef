import type { JobModel, Model } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import { millisecondsOf } from '../kernel/duration.js'
import type { Plan } from './broker.js'
import type { QueueDeps } from './deps.js'

/** When the Model's jobs run by themselves; cron is read in the company's zone. */
export function plansOf(model: Model, zone: string): readonly Plan[] {
  return Object.values(model.jobs).flatMap((job) => (job.schedule === null ? [] : [planOf(job.name, job.schedule, zone)]))
}

function planOf(job: string, schedule: NonNullable<JobModel['schedule']>, zone: string): Plan {
  return { job, when: 'every' in schedule ? { every: millisecondsOf(schedule.every) } : { cron: schedule.cron, zone } }
}

/**
 * A slot of a schedule becomes a row like any other job, once among all processes: the slot is part of a unique key. While the last one is
 * still under way the slot is left out, so that a slow sweep does not queue up behind itself.
 */
export async function enqueueSlot(deps: QueueDeps, job: string, slot: number): Promise<void> {
  const { database, clock, ids, signals } = deps
  const schedule = deps.model().jobs[job]?.schedule ?? null
  if (schedule === null) return
  const at = instantOf(clock)
  await database.transaction(async (tx) => {
    const [open] = await tx.query(
      "SELECT id FROM dj_outbox WHERE topic = ? AND once_key IS NOT NULL AND state IN ('new', 'sent') LIMIT 1",
      [job],
    )
    if (open !== undefined) return
    const row = [ids(), job, JSON.stringify({ slot: new Date(slot).toISOString() }), 'new', at, 0, at, `slot:${job}:${slot}`]
    await tx.execute(
      `INSERT INTO dj_outbox (id, topic, payload, state, run_at, attempts, created_at, once_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ${tx.dialect.onConflictUpdate(['once_key'], [], { once_key: `${tx.dialect.quote('dj_outbox')}.${tx.dialect.quote('once_key')}` })}`,
      row,
    )
    tx.afterCommit(() => signals.publish('outbox', job))
  })
}
