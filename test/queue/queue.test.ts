import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Job } from '../../src/define/job.js'
import { systemClock } from '../../src/kernel/clock.js'
import { TooManyError } from '../../src/kernel/errors.js'
import { idsFrom } from '../../src/kernel/ids.js'
import { localSignals } from '../../src/kernel/signals.js'
import { jobsBoard } from '../../src/queue/jobs-board.js'
import { type RunningQueue, startQueue } from '../../src/queue/queue.js'
import type { QueueSettings } from '../../src/queue/settings.js'
import type { Context } from '../../src/records/door.js'
import { type Ground, openGround } from './support/ground.js'
import { byName, modelOfJobs, until } from './support/jobs.js'

const clock = systemClock('Asia/Shanghai')
const ids = idsFrom(clock)
const label = { zh: '试', en: 'Try' }
const quickly: Partial<QueueSettings> = {
  pollMs: 200,
  sweepMs: 200,
  staleMs: 500,
  leaseMs: 900,
  drainMs: 500,
  backoffMs: { first: 50, most: 400 },
}

let ground: Ground
let running: RunningQueue[] = []
let signals = localSignals()

beforeAll(async () => {
  ground = await openGround()
})

afterAll(async () => {
  await ground.close()
})

beforeEach(async () => {
  signals = localSignals()
  for (const table of ['dj_outbox', 'dj_inbox', 'effects']) await ground.database.execute(`DELETE FROM ${table}`)
})

afterEach(async () => {
  await Promise.all(running.map((queue) => queue.stop()))
  running = []
})

const job = (over: Partial<Job> & Pick<Job, 'name' | 'run'>): Job => ({ label, actsAs: 'system', ...over })

async function start(jobs: readonly Job[], settings: Partial<QueueSettings> = {}): Promise<void> {
  const shared = { database: ground.database, clock, ids, signals, random: Math.random, toolsFor: () => ({}) as never, log: () => {} }
  running.push(
    await startQueue({
      ...shared,
      on: ground.on,
      settings: { ...quickly, ...settings },
      jobs: byName(jobs),
      model: () => modelOfJobs(jobs),
    }),
  )
}

async function enqueue(topic: string, payloads: readonly object[]): Promise<readonly string[]> {
  const at = new Date().toISOString()
  const rows = payloads.map((payload) => [ids(), topic, JSON.stringify(payload), 'new', at, 0, at])
  await ground.database.transaction(async (tx) => {
    await tx.execute(
      `INSERT INTO dj_outbox (id, topic, payload, state, run_at, attempts, created_at) VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      rows.flat(),
    )
    tx.afterCommit(() => signals.publish('outbox', 'new'))
  })
  return rows.map((row) => String(row[0]))
}

const rowOf = async (id: string) => (await ground.database.query('SELECT * FROM dj_outbox WHERE id = ?', [id]))[0]
const countIn = async (state: string) =>
  Number((await ground.database.query('SELECT COUNT(*) AS n FROM dj_outbox WHERE state = ?', [state]))[0]?.n)

/** Remembers that a job ran, and with what. */
function noted<T>(list: T[], value: T): { readonly done: true } {
  list.push(value)
  return { done: true }
}

describe('the queue', () => {
  it('runs every committed row once, with its payload, and leaves nothing open', async () => {
    const seen: unknown[] = []
    await start([job({ name: 'note', run: async ({ payload }) => noted(seen, payload.n) })])
    await start([job({ name: 'note', run: async ({ payload }) => noted(seen, payload.n) })])

    await enqueue(
      'note',
      Array.from({ length: 300 }, (_, n) => ({ n })),
    )

    await until(async () => (await countIn('done')) === 300)
    expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 300 }, (_, n) => n))
  })

  it('wakes up for a signal, long before the next look', async () => {
    await start([job({ name: 'quick', run: async () => ({ done: true }) })], { pollMs: 10_000 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    const begun = Date.now()

    await enqueue('quick', [{}])

    await until(async () => (await countIn('done')) === 1)
    expect(Date.now() - begun).toBeLessThan(30_000)
  })

  it('tries again what failed, always under the same key, and says how often', async () => {
    const keys: string[] = []
    await start([
      job({
        name: 'twice',
        run: async ({ key, attempt }) => {
          keys.push(key)
          if (attempt < 3) throw new Error('not yet')
          return { done: true, note: 'third' }
        },
      }),
    ])

    const [id = ''] = await enqueue('twice', [{}])

    await until(async () => (await countIn('done')) === 1)
    expect(keys).toEqual([id, id, id])
    expect(await rowOf(id)).toMatchObject({ attempts: 3, note: 'third' })
  })

  it('waits as long as the other side asks', async () => {
    const at: number[] = []
    const busy = new TooManyError('busy', label, 1)
    await start([
      job({
        name: 'asked',
        run: ({ attempt }) => (noted(at, Date.now()).done && attempt === 1 ? Promise.reject(busy) : Promise.resolve({ done: true })),
      }),
    ])

    await enqueue('asked', [{}])

    await until(async () => (await countIn('done')) === 1)
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThanOrEqual(990)
  })

  it('parks what fails for good, with the reason, while the others go on; an operator may try it again', async () => {
    let isMended = false
    await start([
      job({ name: 'poison', attempts: 3, run: async () => (isMended ? { done: true } : Promise.reject(new Error('poisoned'))) }),
      job({ name: 'fine', run: async () => ({ done: true }) }),
    ])
    const board = jobsBoard({ database: ground.database, clock, signals })
    const context = {
      model: modelOfJobs([job({ name: 'poison', run: async () => ({ done: true }) })]),
      actor: { locale: 'en' },
      guard: null,
    } as unknown as Context

    const [id = ''] = await enqueue('poison', [{}])
    await enqueue(
      'fine',
      Array.from({ length: 20 }, () => ({})),
    )

    await until(async () => (await countIn('parked')) === 1 && (await countIn('done')) === 20)
    const { data } = await board.list(context, { state: 'parked', job: null, after: null, size: 10 })
    expect(data).toEqual([expect.objectContaining({ id, job: 'poison', label: 'Try', state: 'parked', attempts: 3, note: 'poisoned' })])

    isMended = true
    await board.retry(context, id)
    await until(async () => (await countIn('done')) === 21)
    await expect(board.retry(context, id)).rejects.toMatchObject({ code: 'not-parked' })
  })

  it('parks at once what cannot be done, and what nobody knows', async () => {
    await start([job({ name: 'refused', run: async () => ({ parked: true, because: 'no such thing' }) })])

    const [refused = '', unknown = ''] = [...(await enqueue('refused', [{}])), ...(await enqueue('unheardOf', [{}]))]

    await until(async () => (await countIn('parked')) === 2)
    expect(await rowOf(refused)).toMatchObject({ attempts: 1, note: 'no such thing' })
    expect(await rowOf(unknown)).toMatchObject({ note: 'there is no job unheardOf' })
  })

  it('ends a try at its deadline and tells the job so', async () => {
    const reasons: unknown[] = []
    const sleep = job({
      name: 'sleep',
      attempts: 1,
      deadline: { seconds: 0.2 },
      run: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(noted(reasons, signal.reason)))),
    })
    await start([sleep])

    const [id = ''] = await enqueue('sleep', [{}])

    await until(async () => (await countIn('parked')) === 1)
    expect(String((await rowOf(id))?.note)).toContain('deadline')
    expect(String(reasons[0])).toContain('deadline')
  })

  it('keeps the lease of a long try, so that nobody else begins it', async () => {
    let begun = 0
    await start([
      job({
        name: 'long',
        run: async () => {
          begun += 1
          await new Promise((resolve) => setTimeout(resolve, 2_500))
          return { done: true }
        },
      }),
    ])

    await enqueue('long', [{}])

    await until(async () => (await countIn('done')) === 1)
    expect(begun).toBe(1)
  })

  it('takes up what a dead process had begun', async () => {
    const [id = ''] = await enqueue('orphan', [{}])
    const past = new Date(Date.now() - 60_000).toISOString()
    await ground.database.execute("UPDATE dj_outbox SET state = 'sent', sent_at = ?, attempts = 1, lease_until = ? WHERE id = ?", [
      past,
      past,
      id,
    ])

    await start([job({ name: 'orphan', run: async ({ attempt }) => ({ done: true, note: `try ${attempt}` }) })])

    await until(async () => (await countIn('done')) === 1)
    expect(await rowOf(id)).toMatchObject({ attempts: 2, note: 'try 2' })
  })

  it('hands over again what the broker has lost', async () => {
    const [id = ''] = await enqueue('lost', [{}])
    await ground.database.execute("UPDATE dj_outbox SET state = 'sent', sent_at = ? WHERE id = ?", [
      new Date(Date.now() - 60_000).toISOString(),
      id,
    ])

    await start([job({ name: 'lost', run: async () => ({ done: true }) })])

    await until(async () => (await countIn('done')) === 1)
  })

  it('gives back what is under way when it stops', async () => {
    await start([job({ name: 'endless', run: () => new Promise(() => {}) })])
    const [id = ''] = await enqueue('endless', [{}])
    await until(async () => (await rowOf(id))?.lease_until !== null)

    await running.pop()?.stop()

    expect(await rowOf(id)).toMatchObject({ state: 'new', attempts: 1, lease_until: null })
  })

  it('fires each slot of a schedule once, however many processes there are', async () => {
    const slots: unknown[] = []
    const jobs = [
      job({
        name: 'clockwork',
        schedule: { every: { seconds: 1 } },
        run: async ({ payload }) => noted(slots, payload.slot),
      }),
    ]
    await start(jobs)
    await start(jobs)
    await start(jobs)

    await until(() => slots.length >= 3)

    expect(new Set(slots).size).toBe(slots.length)
    expect(new Set(slots.map((slot) => Date.parse(String(slot)) % 1_000)).size).toBe(1)
  })

  it('forgets a schedule that the next Model no longer has', async () => {
    let model = modelOfJobs([job({ name: 'seasonal', schedule: { every: { seconds: 1 } }, run: async () => ({ done: true }) })])
    const jobs = byName([job({ name: 'seasonal', run: async () => ({ done: true }) })])
    const shared = { database: ground.database, clock, ids, signals, random: Math.random, toolsFor: () => ({}) as never, log: () => {} }
    running.push(await startQueue({ ...shared, on: ground.on, settings: quickly, jobs, model: () => model }))
    await until(async () => (await countIn('done')) >= 1)

    model = modelOfJobs([])
    signals.publish('model', '2')
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const before = await countIn('done')
    await new Promise((resolve) => setTimeout(resolve, 1_500))

    expect(await countIn('done')).toBe(before)
  })
})
