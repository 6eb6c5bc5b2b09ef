import { afterEach, expect, it } from '@jest/globals'
import { startRedis } from '../../scripts/servers.mjs'
import { testWorld } from '../support/database.js'
import { openSite, type Site } from '../support/processes.js'
import { prepareOffice, publishUnderLoad } from '../support/publishing.js'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const processes = testWorld() === 'servers' ? 2 : 1

it(`publishes 12 times through ${processes} process(es) while people work: every answer is of one version, what is revoked is gone at once, without Redis too`, async () => {
  const redis = testWorld() === 'servers' ? await startRedis() : undefined
  if (redis !== undefined) endings.push(() => redis.stop())
  const site: Site = await openSite(redis?.url)
  endings.push(() => site.drop())
  const people = await prepareOffice(site)
  const started = await Promise.all(Array.from({ length: processes }, () => site.start()))

  const outcome = await publishUnderLoad(started, people, {
    publishes: 12,
    everyMs: 700,
    requestsPerSecond: 20,
    halfway: async () => redis?.kill('SIGKILL'),
  })

  expect(outcome.faults).toEqual([])
  expect(outcome.published).toBe(12)
  expect(outcome.answered).toBeGreaterThan(50)
})
