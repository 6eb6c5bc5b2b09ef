import { existsSync } from 'node:fs'
import { afterAll, expect, it } from '@jest/globals'
import { Redis } from 'ioredis'
import { createConnection } from 'mysql2/promise'
import { findProgram, startMariaDb, startRedis, stopAll } from '../../scripts/servers.mjs'

const withMariaDb = findProgram('mariadbd') ? it : it.skip
const withRedis = findProgram('redis-server') ? it : it.skip

afterAll(stopAll)

withMariaDb('a private MariaDB keeps what was committed when its process is killed', async () => {
  const server = await startMariaDb()
  const before = await createConnection(server.url)
  await before.query('create database kept')
  const lost = new Promise((resolve) => before.once('error', resolve))
  await server.kill()
  await lost
  await server.restart()

  const after = await createConnection(`${server.url}/kept`)
  expect((await after.query('select @@innodb_flush_log_at_trx_commit as durable'))[0]).toEqual([{ durable: 1 }])

  await after.end()
  await server.stop()
  expect(existsSync(server.folder)).toBe(false)
})

withRedis('a private Redis refuses work rather than forget a job', async () => {
  const server = await startRedis()
  const redis = new Redis(server.url)
  expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  redis.disconnect()
  await server.stop()
})
