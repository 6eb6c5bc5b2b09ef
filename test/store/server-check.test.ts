import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { checkServer } from '../../src/store/server-check.js'
import { type TestDatabase, testDatabase, testWorld } from '../support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('says nothing of a database that keeps what it acknowledged', async () => {
  expect(await checkServer(database)).toEqual([])
})

const onServer = testWorld() === 'servers' ? it : it.skip

onServer('names the setting of a server that may lose what it acknowledged', async () => {
  await database.execute('SET GLOBAL innodb_flush_log_at_trx_commit = 2')
  try {
    const warnings = await checkServer(database)
    expect(warnings.map(({ code }) => code)).toEqual(['not-durable'])
    for (const said of Object.values(warnings[0]?.message ?? {})) expect(said).toContain('innodb_flush_log_at_trx_commit=1')
  } finally {
    await database.execute('SET GLOBAL innodb_flush_log_at_trx_commit = 1')
  }
})
