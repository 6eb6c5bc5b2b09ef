/** The jobs of a worker process: what the outbox promises is carried out here. */
import { jobs } from '../jobs/index.js'
import { currentVersion } from './design/versions.js'
import type { Platform } from './platform.js'
import { type RunningQueue, startQueue } from './queue/queue.js'
import type { Rooms } from './rooms.js'

export function work(platform: Platform, rooms: Rooms): Promise<RunningQueue> {
  const { database, clock, ids, signals, models, settings, opened } = platform
  const byName = Object.fromEntries(jobs.map((job) => [job.name, job]))
  const { toolsFor, log } = rooms
  return startQueue({
    database,
    clock,
    ids,
    signals,
    jobs: byName,
    model: () => models.current(),
    latestModel: async () => models.at(await currentVersion(database)),
    toolsFor,
    log,
    random: Math.random,
    on: brokerOf({ settings, opened }),
  })
}

function brokerOf({ settings, opened }: Pick<Platform, 'settings' | 'opened'>) {
  if (settings.redisUrl !== undefined) return { redisUrl: settings.redisUrl }
  if (opened.pool === undefined) throw new Error('jobs need Redis or the embedded database')
  return { pool: opened.pool }
}
