import { type BackendFactory, type ConnectionOptions, type IQueueBackend, type Job, Queue, Worker } from 'bullmq'
import type { Broker, BrokerWork, Plan, Try } from './broker.js'
import type { Lane, QueueSettings } from './settings.js'

/** Where BullMQ keeps its books. */
export interface BullGround {
  readonly adding: unknown
  readonly working: unknown
  readonly backend?: BackendFactory<IQueueBackend, unknown>
  /** @throws UnavailableError while there is nobody to talk to */
  assertReady(): void
  close(): Promise<void>
}

export interface BullOptions {
  readonly prefix: string
  readonly settings: QueueSettings
  readonly onError: (error: Error) => void
}

const lanes: readonly Lane[] = ['quick', 'slow']

/** The row in the database is the memory of a job; the broker keeps nothing of what is done, so that an id may be added again. */
const forgotten = { removeOnComplete: true, removeOnFail: true, attempts: 1 } as const

/** BullMQ gives up a job after one stall by default, and 7 of 1,200 healthy jobs with it when workers are killed. */
const maxStalledCount = 20

export function bullBroker(ground: BullGround, options: BullOptions): Broker {
  const opened = new Map<Lane, Queue>()
  const workers: Worker[] = []
  const queueFor = async (lane: Lane): Promise<Queue> => {
    ground.assertReady()
    const queue = opened.get(lane) ?? (await openQueue(ground, options, lane))
    if (!opened.has(lane)) opened.set(lane, queue)
    return queue
  }
  return {
    send: async (tries) => {
      for (const lane of lanes)
        await addAll(
          queueFor,
          lane,
          tries.filter((one) => one.lane === lane),
        )
    },
    work: async (work) => void workers.push(...lanes.map((lane) => openWorker(ground, { ...options, lane }, work))),
    schedule: async (plans) => schedule(await queueFor('quick'), plans),
    drain: async () => void (await Promise.all(workers.map((worker) => worker.close()))),
    close: async () => {
      await Promise.all([...workers.map((worker) => worker.close(true)), ...[...opened.values()].map((queue) => queue.close())])
      await ground.close()
    },
  }
}

/** Opened at its first use: BullMQ never recovers from a start without its server. */
async function openQueue(ground: BullGround, { prefix, onError }: BullOptions, lane: Lane): Promise<Queue> {
  const options = { connection: ground.adding as ConnectionOptions, prefix, defaultJobOptions: forgotten }
  const queue = (ground.backend === undefined ? new Queue(lane, options) : new Queue(lane, options, ground.backend as never)) as Queue
  queue.on('error', onError)
  await queue.waitUntilReady()
  return queue
}

function openWorker(ground: BullGround, options: BullOptions & { readonly lane: Lane }, work: BrokerWork): Worker {
  const { settings, prefix, lane, onError } = options
  const process = (job: Job): Promise<void> =>
    job.name === 'tick' ? work.tick(String(job.data.job), slotOf(job)) : work.run(tryOf(job, lane))
  const shared = { connection: ground.working as ConnectionOptions, prefix, concurrency: settings.concurrency[lane], maxStalledCount }
  const kept = { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } }
  const all = { ...shared, ...kept }
  const worker = ground.backend === undefined ? new Worker(lane, process, all) : new Worker(lane, process, all, ground.backend as never)
  worker.on('error', onError)
  return worker as Worker
}

async function addAll(queueFor: (lane: Lane) => Promise<Queue>, lane: Lane, tries: readonly Try[]): Promise<void> {
  if (tries.length === 0) return
  const queue = await queueFor(lane)
  await queue.addBulk(tries.map(({ id, attempt }) => ({ name: 'try', data: { id, attempt }, opts: { jobId: `ob-${id}-${attempt}` } })))
}

function tryOf(job: Job, lane: Lane): Try {
  return { id: String(job.data.id), attempt: Number(job.data.attempt), lane }
}

/** BullMQ names the job of a slot `repeat:<scheduler>:<milliseconds>`. */
function slotOf(job: Job): number {
  return Number(/:(\d+)$/.exec(job.id ?? '')?.[1] ?? job.timestamp)
}

/** Leaves alone what is as it should be: setting a schedule anew would move its next slot. */
async function schedule(queue: Queue, plans: readonly Plan[]): Promise<void> {
  const known = await queue.getJobSchedulers()
  const gone = known.filter(({ key }) => !plans.some(({ job }) => job === key))
  for (const { key } of gone) await queue.removeJobScheduler(key)
  for (const plan of plans.filter((one) => !known.some((scheduler) => isSame(one, scheduler)))) await setSchedule(queue, plan)
}

function isSame(
  { job, when }: Plan,
  known: { readonly key: string; readonly every?: number; readonly pattern?: string; readonly tz?: string },
): boolean {
  if (known.key !== job) return false
  return 'every' in when ? Number(known.every) === when.every : known.pattern === when.cron && known.tz === when.zone
}

async function setSchedule(queue: Queue, { job, when }: Plan): Promise<void> {
  const repeat = 'every' in when ? { every: when.every } : { pattern: when.cron, tz: when.zone }
  await queue.upsertJobScheduler(job, repeat, { name: 'tick', data: { job }, opts: forgotten })
}
