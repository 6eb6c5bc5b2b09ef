import { Redis } from 'ioredis'
import { UnavailableError } from '../kernel/errors.js'
import type { Broker } from './broker.js'
import { type BullOptions, bullBroker } from './bull-broker.js'

const reconnect = (times: number): number => Math.min(times * 200, 3_000)

/** Fails at once while Redis is away, instead of holding back what it was given. */
export function impatientRedis(url: string): Redis {
  return new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 10_000, retryStrategy: reconnect })
}

/** Waits for Redis to come back; only for those who have nothing else to do. */
export function patientRedis(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null, retryStrategy: reconnect })
}

/** BullMQ on Redis ≥ 6.2. */
export function redisBroker(url: string, options: BullOptions): Broker {
  const [adding, working] = [impatientRedis(url), patientRedis(url)]
  for (const connection of [adding, working]) connection.on('error', options.onError)
  const assertReady = (): void => {
    if (adding.status !== 'ready') throw new UnavailableError('redis-unavailable', { details: { status: adding.status } })
  }
  return bullBroker(
    { adding, working, assertReady, close: async () => void [adding, working].map((connection) => connection.disconnect()) },
    options,
  )
}
