import { jobs } from '../../../jobs/index.js'
import { instantOf } from '../../../src/kernel/clock.js'
import type { QueueDeps } from '../../../src/queue/deps.js'
import { claimDue } from '../../../src/queue/outbox-rows.js'
import { runTry } from '../../../src/queue/run-try.js'
import { usualQueueSettings } from '../../../src/queue/settings.js'
import { openRooms, type Rooms } from '../../../src/rooms.js'
import { type TestPlatform, testPlatform } from '../../support/platform.js'

/** The company with all its rooms of work, and jobs that run when the test says so. */
export interface Office extends TestPlatform {
  readonly rooms: Rooms
  /** Carries out what is due, and what follows from it, until nothing is left. @returns the topics carried out */
  workOff(): Promise<readonly string[]>
  row(id: string): Promise<Readonly<Record<string, unknown>> | undefined>
}

export async function openOffice(): Promise<Office> {
  const platform = await testPlatform()
  const rooms = await openRooms(platform)
  const { database, clock, ids, signals, models } = platform
  const byName = Object.fromEntries(jobs.map((job) => [job.name, job]))
  const shared = { database, clock, ids, signals, jobs: byName, model: () => models.current(), random: Math.random }
  const deps: QueueDeps = { ...shared, settings: usualQueueSettings, toolsFor: rooms.toolsFor, log: () => {} }
  return {
    ...platform,
    // A getter does not survive the spread.
    admin: platform.admin,
    rooms,
    workOff: () => workOff(deps),
    row: async (id) => (await database.query('SELECT * FROM dj_outbox WHERE id = ?', [id]))[0],
    drop: async () => {
      await rooms.close()
      await platform.drop()
    },
  }
}

async function workOff(deps: QueueDeps): Promise<readonly string[]> {
  const topics: string[] = []
  for (;;) {
    const rows = await claimDue(deps.database, instantOf(deps.clock), 100)
    if (rows.length === 0) return topics
    for (const { id, topic, attempts } of rows) {
      await runTry(deps, { id, attempt: attempts + 1, lane: 'quick' }, new AbortController().signal)
      topics.push(topic)
    }
  }
}

/** The whole text of a run's file. */
export async function textOf(office: Office, context: Parameters<Rooms['ports']['runs']['file']>[0], runId: string): Promise<string> {
  return (await bytesOf(office, context, runId)).toString('utf8')
}

export async function bytesOf(office: Office, context: Parameters<Rooms['ports']['runs']['file']>[0], runId: string): Promise<Buffer> {
  const { open } = await office.rooms.ports.runs.file(context, runId)
  const chunks: Buffer[] = []
  for await (const chunk of await open()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
