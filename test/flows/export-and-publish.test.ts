import { afterEach, expect, it } from '@jest/globals'
import { testWorld } from '../support/database.js'
import { meet, prepareOrders } from '../support/export-and-publish.js'
import { openSite, type Site } from '../support/processes.js'

let site: Site | undefined
afterEach(() => site?.drop())

const rows = testWorld() === 'servers' ? 30_000 : 8_000
const publishes = 2

it(`publishes columns for a table of ${rows} rows that is being exported, and stops nobody`, async () => {
  site = await openSite()
  const tokens = await prepareOrders(site, rows)
  const running = await site.start({ ROLE: 'all' })

  const outcome = await meet(running, tokens, { rows, publishes })

  // Whether they met in time depends on the machine; `test/faults` exports so much that they must.
  expect(outcome).toMatchObject({ exported: rows, exportState: 'done', statuses: [200] })
  expect(outcome.publishStatuses).toEqual(Array.from({ length: publishes }, () => 200))
  expect(outcome.longest).toBeLessThan(60_000)
})
