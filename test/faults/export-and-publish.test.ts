import { afterEach, expect, it } from '@jest/globals'
import { testWorld } from '../support/database.js'
import { meet, prepareOrders } from '../support/export-and-publish.js'
import { openSite, type Site } from '../support/processes.js'

let site: Site | undefined
afterEach(() => site?.drop())

const rows = testWorld() === 'servers' ? 1_000_000 : 100_000
const publishes = 10

it(`publishes columns for a table of ${rows} rows that is being exported, and stops nobody`, async () => {
  site = await openSite()
  const tokens = await prepareOrders(site, rows)
  const running = await site.start({ ROLE: 'all' })

  const outcome = await meet(running, tokens, { rows, publishes })

  console.log(JSON.stringify(outcome))
  expect(outcome).toMatchObject({ exported: rows, exportState: 'done', statuses: [200] })
  expect(outcome.overlapped).toBeGreaterThan(0)
  expect(outcome.publishStatuses).toEqual(Array.from({ length: publishes }, () => 200))
  expect(outcome.longest).toBeLessThan(10_000)
}, 3_600_000)
