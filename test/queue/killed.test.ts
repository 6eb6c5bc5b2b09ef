import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { countsOf, effectsOf, enqueueNotes } from '../faults/support/outbox.js'
import { buildWorker, startWorker, type WorkerProcess } from '../faults/support/processes.js'
import { openTestDatabase, testTemplate, testWorld } from '../support/database.js'
import { until } from './support/jobs.js'

/** The short form of `npm run test:faults`, which kills ten times during 1,200 jobs. */
const kills = 3
const many = 150

let world: World

/** Two processes on a server, one on the embedded folder. */
interface World {
  start(): Promise<WorkerProcess>
  readonly processes: number
  counts(): Promise<{ readonly done: number; readonly all: number; readonly distinct: number }>
  close(): Promise<void>
}

beforeAll(async () => {
  await buildWorker()
  world = testWorld() === 'servers' ? await onServers() : onFolder(await testTemplate())
})

afterAll(async () => {
  await world.close()
})

describe('a process that is killed', () => {
  it(`${kills} times leaves every job with one effect, and none undone`, async () => {
    const workers = await Promise.all(Array.from({ length: world.processes }, () => world.start()))
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 500))
      const index = kill % workers.length
      await workers[index]?.kill()
      workers[index] = await world.start()
    }

    await until(async () => (await world.counts()).done === many, 90_000)

    expect(await world.counts()).toEqual({ done: many, all: many, distinct: many })
    await Promise.all(workers.map((worker) => worker.kill()))
  })
})

const quick = { WORK_MS: '50-100', LEASE_MS: '3000' }

async function onServers(): Promise<World> {
  const { database, source, drop } = await openTestDatabase()
  await database.execute('CREATE TABLE effects (id BIGINT NOT NULL)')
  await enqueueNotes(
    database,
    Array.from({ length: many }, (_, n) => ({ n })),
  )
  const { url } = source.options as unknown as { readonly url: string }
  const env = { ...quick, DATABASE_URL: url, REDIS_URL: process.env.TEST_REDIS_URL ?? '', PREFIX: `killed-${process.pid}` }
  const counts = async () => ({ done: (await countsOf(database)).done ?? 0, ...(await effectsOf(database)) })
  return { processes: 2, start: () => startWorker(env), counts, close: drop }
}

function onFolder(template: string): World {
  const folder = mkdtempSync(join(tmpdir(), 'danju-killed-'))
  const env = { ...quick, DATA_DIR: folder, TEMPLATE: template, ENQUEUE: String(many) }
  let current: WorkerProcess | undefined
  const start = async (): Promise<WorkerProcess> => {
    current = await startWorker(env)
    return current
  }
  const counts = async () => {
    const told = /.*\ndone (\d+) effects (\d+) of (\d+)\n$/s.exec(current?.output() ?? '') ?? []
    return { done: Number(told[1] ?? 0), all: Number(told[2] ?? 0), distinct: Number(told[3] ?? 0) }
  }
  return { processes: 1, start, counts, close: async () => rmSync(folder, { recursive: true, force: true }) }
}
