import { afterEach, expect, it } from '@jest/globals'
import { startRedis } from '../../scripts/servers.mjs'
import { testWorld } from '../support/database.js'
import { openSite } from '../support/processes.js'
import { prepareOffice, publishUnderLoad } from '../support/publishing.js'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const processes = testWorld() === 'servers' ? 2 : 1

it(`publishes 100 times in a minute through ${processes} process(es) under 50 requests a second, half of it without Redis`, async () => {
  const redis = testWorld() === 'servers' ? await startRedis() : undefined
  if (redis !== undefined) endings.push(() => redis.stop())
  const site = await openSite(redis?.url)
  endings.push(() => site.drop())
  const people = await prepareOffice(site)
  const started = await Promise.all(Array.from({ length: processes }, () => site.start()))
  const begun = performance.now()

  const outcome = await publishUnderLoad(started, people, {
    publishes: 100,
    everyMs: 600,
    requestsPerSecond: 50,
    halfway: async () => redis?.kill('SIGKILL'),
  })

  console.log(
    `100 publishes in ${Math.round((performance.now() - begun) / 1_000)} s: ${JSON.stringify({ ...outcome, faults: outcome.faults.length })}`,
  )
  expect(outcome.faults).toEqual([])
  expect(outcome.published).toBe(100)
}, 600_000)
