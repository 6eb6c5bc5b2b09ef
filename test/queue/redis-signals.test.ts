import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startRedis } from '../../scripts/servers.mjs'
import { type RedisSignals, redisSignals } from '../../src/queue/redis-signals.js'
import { testWorld } from '../support/database.js'
import { until } from './support/jobs.js'

const onServers = testWorld() === 'servers' ? describe : describe.skip

onServers('signals over Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedis>>
  let one: RedisSignals
  let other: RedisSignals

  beforeAll(async () => {
    redis = await startRedis()
    one = redisSignals(redis.url)
    other = redisSignals(redis.url)
  })

  afterAll(async () => {
    await one.close()
    await other.close()
    await redis.stop()
  })

  it('reach every process once, the own one too, and go on after Redis was away', async () => {
    const heard: string[] = []
    one.subscribe('run', (message) => heard.push(`one ${message}`))
    other.subscribe('run', (message) => heard.push(`other ${message}`))
    await until(() => {
      one.publish('run', 'ping')
      return heard.includes('other ping')
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    heard.length = 0

    one.publish('run', 'a b c')
    await until(() => heard.length === 2)
    expect(heard.sort()).toEqual(['one a b c', 'other a b c'])

    await redis.kill()
    one.publish('run', 'while away')
    await until(() => heard.includes('one while away'))
    await redis.restart()
    await until(() => {
      other.publish('run', 'back')
      return heard.includes('one back')
    })
    expect(heard).not.toContain('other while away')
  })
})
