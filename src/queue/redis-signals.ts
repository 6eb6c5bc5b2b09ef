import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { localSignals, type Signals, type SignalTopic } from '../kernel/signals.js'
import { impatientRedis, patientRedis } from './redis-broker.js'

export interface RedisSignals extends Signals {
  close(): Promise<void>
}

const topics: readonly SignalTopic[] = ['outbox', 'model', 'notification', 'run', 'alert']

/**
 * Signals between processes over Redis' publish and subscribe. Within the process they arrive at once, with Redis or without; a hint that is
 * lost while Redis is away costs a delay and nothing else.
 */
export function redisSignals(
  url: string,
  options: { readonly prefix?: string; readonly onError?: (error: Error) => void } = {},
): RedisSignals {
  const prefix = `${options.prefix ?? 'danju'}:signal:`
  const here = localSignals()
  const [speaking, hearing] = [impatientRedis(url), patientRedis(url)]
  const own = randomUUID()
  for (const connection of [speaking, hearing]) connection.on('error', options.onError ?? (() => {}))
  hear(hearing, prefix, (topic, sender, message) => sender !== own && here.publish(topic, message))
  return {
    publish: (topic, message) => {
      here.publish(topic, message)
      speaking.publish(prefix + topic, `${own} ${message}`).catch(() => {})
    },
    subscribe: here.subscribe,
    close: async () => void [speaking, hearing].map((connection) => connection.disconnect()),
  }
}

function hear(connection: Redis, prefix: string, listen: (topic: SignalTopic, sender: string, message: string) => void): void {
  connection.on('message', (channel: string, text: string) => {
    const topic = topics.find((one) => prefix + one === channel)
    const [sender = '', ...rest] = text.split(' ')
    if (topic !== undefined) listen(topic, sender, rest.join(' '))
  })
  connection.subscribe(...topics.map((topic) => prefix + topic)).catch(() => {})
}
