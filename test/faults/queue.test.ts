import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { Redis } from 'ioredis'
import { startRedis } from '../../scripts/servers.mjs'
import { until } from '../queue/support/jobs.js'
import { type OpenTestDatabase, openTestDatabase } from '../support/database.js'
import { clear, countsOf, effectsOf, enqueueNotes } from './support/outbox.js'
import { buildWorker, startWorker, type WorkerProcess } from './support/processes.js'

/** `FAULTS=small` is what every change is checked with. */
const isSmall = process.env.FAULTS === 'small'
const kills = isSmall ? 3 : 10
const many = isSmall ? 300 : 1_200

jest.setTimeout(400_000)

type Servers = Awaited<ReturnType<typeof startRedis>>
const onServers = process.env.TEST_WORLD === 'servers' ? describe : describe.skip

let world: OpenTestDatabase
let redis: Servers
let workers: WorkerProcess[] = []

onServers('workers on a server', () => {
  beforeAll(async () => {
    await buildWorker()
    redis = await startRedis()
    world = await openTestDatabase()
    await world.database.execute('CREATE TABLE effects (id BIGINT NOT NULL)')
  })

  afterAll(async () => {
    await world.drop()
    await redis.stop()
  })

  beforeEach(async () => {
    await clear(world.database)
  })

  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.kill()))
    workers = []
  })

  const databaseUrl = (): string => (world.source.options as unknown as { readonly url: string }).url
  const worker = async (env: Readonly<Record<string, string>> = {}): Promise<WorkerProcess> => {
    const started = await startWorker({ DATABASE_URL: databaseUrl(), REDIS_URL: redis.url, ...env })
    workers.push(started)
    return started
  }
  const isAllDone = (count: number) => async () => (await countsOf(world.database)).done === count

  it(`are killed ${kills} times during ${many} jobs: every job has its effect once, none is left`, async () => {
    const pair = [await worker(), await worker()]
    await enqueueNotes(
      world.database,
      Array.from({ length: many }, (_, n) => ({ n })),
    )
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 600 + Math.random() * 900))
      await pair[kill % 2]?.kill()
      pair[kill % 2] = await worker()
    }
    const lastKill = Date.now()

    await until(isAllDone(many), 120_000)

    const retried = (await world.database.query('SELECT COUNT(*) AS n FROM dj_outbox WHERE attempts > 1'))[0]?.n
    console.info(`${kills} kills, ${many} jobs: ${retried} tried again, last done ${Date.now() - lastKill} ms after the last kill`)
    expect(Number(retried)).toBeGreaterThan(0)
    expect(await effectsOf(world.database)).toEqual({ all: many, distinct: many })
    expect(Date.now() - lastKill).toBeLessThan(60_000)
  })

  it('find 1,000 queued jobs again after Redis lost everything', async () => {
    await enqueueNotes(
      world.database,
      Array.from({ length: 1_000 }, (_, n) => ({ n })),
    )
    const first = await worker({ WORK_MS: '10-20' })
    await until(async () => ((await countsOf(world.database)).sent ?? 0) > 300)
    const client = new Redis(redis.url)
    await client.flushall()
    const lost = Date.now()
    client.disconnect()

    await until(isAllDone(1_000), 60_000)

    console.info(`flushed with 1,000 jobs: all done after ${Date.now() - lost} ms`)
    expect(Date.now() - lost).toBeLessThan(30_000)
    expect(await effectsOf(world.database)).toEqual({ all: 1_000, distinct: 1_000 })
    expect(first.isAlive()).toBe(true)
  })

  it('wait while Redis is away and go on when it is back, without being started again', async () => {
    const one = await worker({ WORK_MS: '1-5' })
    await enqueueNotes(world.database, [{ n: 0 }])
    await until(isAllDone(1))
    await redis.kill()
    await enqueueNotes(
      world.database,
      Array.from({ length: 100 }, (_, n) => ({ n })),
    )
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    expect(await countsOf(world.database)).toMatchObject({ done: 1 })

    await redis.restart()

    await until(isAllDone(101), 60_000)
    expect(await effectsOf(world.database)).toEqual({ all: 101, distinct: 101 })
    expect(one.isAlive()).toBe(true)
  })

  it('park a job that kills its process and do all the others', async () => {
    const [others, tries] = [60, 5]
    await enqueueNotes(world.database, [{ poison: true }, { throws: true }, ...Array.from({ length: others }, (_, n) => ({ n }))])
    const env = { WORK_MS: '5-20', LEASE_MS: '4000' }
    let current = await worker(env)
    const nurse = setInterval(() => void revive(), 300)
    let reviving = false
    const revive = async (): Promise<void> => {
      if (current.isAlive() || reviving) return
      reviving = true
      current = await worker(env)
      reviving = false
    }

    await until(async () => {
      const counts = await countsOf(world.database)
      return counts.done === others && counts.parked === 2
    }, 250_000)
    clearInterval(nurse)

    const parked = await world.database.query("SELECT attempts, note FROM dj_outbox WHERE state = 'parked' ORDER BY note")
    expect(parked.map(({ attempts }) => attempts)).toEqual([tries, tries])
    expect(parked.map(({ note }) => String(note))).toEqual(['always', expect.stringContaining('process ended')])
    expect(await effectsOf(world.database)).toEqual({ all: others, distinct: others })
  })

  it('end what they have begun when they are asked to stop', async () => {
    const one = await worker()
    await enqueueNotes(
      world.database,
      Array.from({ length: 40 }, (_, n) => ({ n })),
    )
    await until(async () => ((await countsOf(world.database)).done ?? 0) > 5)

    const begun = Date.now()
    await one.kill('SIGTERM')

    expect(Date.now() - begun).toBeLessThan(10_000)
    const [open] = await world.database.query('SELECT COUNT(*) AS n FROM dj_outbox WHERE lease_until IS NOT NULL')
    expect(Number(open?.n)).toBe(0)
    expect((await effectsOf(world.database)).all).toBe((await countsOf(world.database)).done)
  })
})
