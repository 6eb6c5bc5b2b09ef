/**
 * Room `queue`: carries out what the outbox promises. A job exists because its row in `dj_outbox` committed; BullMQ (on Redis, or on the embedded
 * database) only hands tries to workers and wakes them, and may forget everything at any moment. May import `records/`, `store/` and below;
 * it is the home of bullmq and ioredis.
 *
 * A try is begun once, by compare-and-set, and holds a lease in its row. Delivery is at least once all the same: a process may die after its
 * effect and before its end. So every job says how it bears being run twice: transitions by the state of the record, alerts by the unique key of the
 * live one, runs by the state of the run, syncs by the key the other side knows, anything else by a row of `dj_inbox` written with its effect.
 */
import type { OpenDatabase } from '../store/opened.js'
import type { Broker } from './broker.js'
import type { BrokerDeps, QueueDeps } from './deps.js'
import { postgresBroker } from './postgres-broker.js'
import { redisBroker } from './redis-broker.js'
import { Relay } from './relay.js'
import { runTry } from './run-try.js'
import { enqueueSlot, plansOf } from './schedules.js'
import { type QueueSettings, usualQueueSettings } from './settings.js'
import { purgeOnce, sweepOnce } from './sweep.js'

export interface QueueOptions extends Omit<QueueDeps, 'settings'> {
  readonly settings?: Partial<QueueSettings>
  /** Redis, or the pool of the embedded database. */
  readonly on: { readonly redisUrl: string; readonly prefix?: string } | { readonly pool: NonNullable<OpenDatabase['pool']> }
}

export interface RunningQueue {
  /** Stops relaying, waits for the tries under way as long as `drainMs`, then aborts them; they are tried again by whoever is next. */
  stop(): Promise<void>
}

const purgeEveryMs = 3_600_000
const planEveryMs = 60_000

/** Starts relaying, working and keeping the schedules in this process; any number of processes may do so side by side. */
export async function startQueue(options: QueueOptions): Promise<RunningQueue> {
  const settings = { ...usualQueueSettings, ...options.settings }
  const deps: BrokerDeps = { ...options, settings, broker: await openBroker(options, settings) }
  const stopping = new AbortController()
  const relay = new Relay(deps)
  const follow = scheduleFollower(deps)
  await deps.broker.work({ run: (one) => runTry(deps, one, stopping.signal), tick: (job, slot) => enqueueSlot(deps, job, slot) })
  relay.start()
  const ending = [
    deps.signals.subscribe('outbox', () => relay.poke()),
    deps.signals.subscribe('model', () => void follow.now()),
    every(settings.sweepMs, deps, async () => void (await sweepOnce(deps))),
    every(settings.pollMs, deps, follow.ifUnset),
    every(purgeEveryMs, deps, async () => void (await purgeOnce(deps))),
    every(planEveryMs, deps, follow.now),
  ]
  void follow.now()
  return { stop: () => stop({ deps, relay, stopping, ending }) }
}

async function openBroker({ on, log }: QueueOptions, settings: QueueSettings): Promise<Broker> {
  const onError = (error: Error): void => log('warn', 'the broker does not answer', { error: error.message })
  if ('pool' in on) return postgresBroker(on.pool, { prefix: 'danju', settings, onError })
  return redisBroker(on.redisUrl, { prefix: on.prefix ?? 'danju', settings, onError })
}

/** Schedules follow the Model: at the start, after a publish, and once a minute in case a broker has lost them; as soon as it answers, if it did not. */
function scheduleFollower(deps: BrokerDeps): { now(): Promise<void>; ifUnset(): Promise<void> } {
  let isSet = false
  const now = async (): Promise<void> => {
    isSet = await setSchedules(deps).then(
      () => true,
      () => false,
    )
  }
  return { now, ifUnset: async () => (isSet ? undefined : now()) }
}

async function setSchedules(deps: BrokerDeps): Promise<void> {
  const model = await (deps.latestModel?.() ?? deps.model())
  await deps.broker.schedule(plansOf(model, deps.clock.zone))
}

/** One round at a time; what goes wrong is tried again in the next. @returns ends it, and waits for the round under way */
function every(milliseconds: number, { log }: QueueDeps, work: () => Promise<void>): () => Promise<void> | undefined {
  let underWay: Promise<void> | undefined
  const round = async (): Promise<void> => {
    await work().catch((error: unknown) =>
      log('warn', 'a sweep has to wait', { error: error instanceof Error ? error.message : String(error) }),
    )
    underWay = undefined
  }
  const timer = setInterval(() => {
    underWay ??= round()
  }, milliseconds)
  return () => {
    clearInterval(timer)
    return underWay
  }
}

interface Stopping {
  readonly deps: BrokerDeps
  readonly relay: Relay
  readonly stopping: AbortController
  readonly ending: readonly (() => unknown)[]
}

async function stop({ deps, relay, stopping, ending }: Stopping): Promise<void> {
  await Promise.all([relay.stop(), ...ending.map((end) => end())])
  const drained = deps.broker.drain()
  const tooLong = setTimeout(() => stopping.abort(new Error('the process has to stop')), deps.settings.drainMs)
  await drained.catch((error: unknown) => deps.log('warn', 'draining failed', { error: String(error) }))
  clearTimeout(tooLong)
  await deps.broker.close()
}
