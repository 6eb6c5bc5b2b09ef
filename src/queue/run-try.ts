import type { JobModel, Model } from '../compile/model.js'
import type { JobContext, Outcome } from '../define/job.js'
import { instantOf } from '../kernel/clock.js'
import { millisecondsOf } from '../kernel/duration.js'
import { TooManyError } from '../kernel/errors.js'
import type { Try } from './broker.js'
import { instantIn, type QueueDeps } from './deps.js'
import { jobActor } from './job-tools.js'
import { type BegunRow, beginTry, type End, endTry, renewTry } from './outbox-rows.js'
import { backoffFor } from './settings.js'

/** The job ran longer than its deadline; counted as a failed try. */
export class DeadlineError extends Error {
  constructor(readonly deadlineMs: number) {
    super(`the deadline of ${deadlineMs} ms has passed`)
    this.name = 'DeadlineError'
  }
}

/** Another process took this try for lost: what it still does must not count. */
export class LeaseLostError extends Error {
  constructor() {
    super('the lease of this try was lost')
    this.name = 'LeaseLostError'
  }
}

interface Running {
  readonly one: Try
  readonly row: BegunRow
  readonly model: Model
}

/**
 * Runs one try from its lease to its end in the database. Never rejects for what the job does; rejects when the database does not answer, and
 * then the lease runs out and the row is tried again.
 */
export async function runTry(deps: QueueDeps, one: Try, stopping: AbortSignal): Promise<void> {
  const model = await (deps.latestModel?.() ?? deps.model())
  const row = await beginTry(deps.database, one, instantIn(deps.clock, deps.settings.leaseMs))
  if (row === undefined) return
  const running = { one, row, model }
  const end = await carryOut(deps, running, stopping)
  const counted = await endTry(deps.database, one, { ...end, at: instantOf(deps.clock) })
  const facts = { job: row.topic, id: one.id, attempt: one.attempt }
  if (!counted) deps.log('warn', 'a try ended after its lease', facts)
  else if (end.state !== 'done')
    deps.log(end.state === 'parked' ? 'error' : 'warn', `job ${end.state === 'parked' ? 'parked' : 'failed'}`, {
      ...facts,
      error: end.error,
    })
}

async function carryOut(deps: QueueDeps, running: Running, stopping: AbortSignal): Promise<End> {
  const job = Object.hasOwn(deps.jobs, running.row.topic) ? deps.jobs[running.row.topic] : undefined
  const known = running.model.jobs[running.row.topic]
  if (job === undefined || known === undefined) return { state: 'parked', error: `there is no job ${running.row.topic}` }
  try {
    return endOf(await underWatch(deps, running, known, stopping, (signal) => job.run(contextFor(deps, running, known, signal))))
  } catch (error) {
    return failure(deps, running.one.attempt, known, error)
  }
}

const endOf = (outcome: Outcome): End =>
  'done' in outcome ? { state: 'done', note: outcome.note ?? null } : { state: 'parked', error: outcome.because }

/** Tried again later, or parked after the last try. Whoever asked us to wait is waited for. */
export function failure(
  { clock, random, settings }: Pick<QueueDeps, 'clock' | 'random' | 'settings'>,
  attempt: number,
  job: Pick<JobModel, 'attempts'>,
  error: unknown,
): Exclude<End, { readonly state: 'done' }> {
  const text = error instanceof Error ? error.message : String(error)
  if (attempt >= job.attempts) return { state: 'parked', error: text }
  const asked = error instanceof TooManyError ? error.retryAfterSeconds * 1_000 : 0
  return { state: 'new', error: text, runAt: instantIn(clock, Math.max(asked, backoffFor(settings.backoffMs, attempt, random))) }
}

function contextFor(deps: QueueDeps, { one, row, model }: Running, job: JobModel, signal: AbortSignal): JobContext {
  const facts = { job: job.name, id: one.id }
  const context = { model, actor: jobActor(model, job), requestId: `job-${one.id}-${one.attempt}`, guard: null }
  return {
    payload: row.payload,
    key: one.id,
    attempt: one.attempt,
    tools: deps.toolsFor(context, { signal, isLast: one.attempt >= job.attempts }),
    log: (message, more) => deps.log('info', message, { ...facts, ...more }),
    signal,
  }
}

/** Renews the lease while the work runs and ends it at its deadline, when the lease is lost, or when the process has to stop. */
async function underWatch<T>(
  deps: QueueDeps,
  running: Running,
  job: JobModel,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController()
  const deadlineMs = millisecondsOf(job.deadline)
  const deadline = setTimeout(() => control.abort(new DeadlineError(deadlineMs)), deadlineMs)
  const renewing = setInterval(() => void renew(deps, running.one, control), deps.settings.leaseMs / 3)
  const signal = AbortSignal.any([control.signal, stopping])
  try {
    const result = await Promise.race([work(signal), rejectOn(signal)])
    control.signal.throwIfAborted()
    return result
  } finally {
    clearTimeout(deadline)
    clearInterval(renewing)
  }
}

async function renew({ database, clock, settings, log }: QueueDeps, one: Try, control: AbortController): Promise<void> {
  try {
    const isOurs = await renewTry(database, one, instantIn(clock, settings.leaseMs))
    if (!isOurs) control.abort(new LeaseLostError())
  } catch (error) {
    log('warn', 'a lease could not be renewed', { id: one.id, error: error instanceof Error ? error.message : String(error) })
  }
}

/** A job that does not listen to its signal is left behind; its try has failed all the same. */
function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
