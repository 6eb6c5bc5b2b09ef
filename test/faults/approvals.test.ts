import { afterEach, expect, it } from '@jest/globals'
import { approveAll, booksOf, prepareRush, wayOf } from '../support/approvals.js'
import { testWorld } from '../support/database.js'
import { openSite, type Site } from '../support/processes.js'

let site: Site | undefined
afterEach(() => site?.drop())

const [processes, orders] = testWorld() === 'servers' ? [2, 10_000] : [1, 1_000]

it(`gives the last hundred to a hundred of ${orders} orders that are approved at once through ${processes} process(es)`, async () => {
  site = await openSite()
  const rush = await prepareRush(site, { orders, free: 100 })
  const started = await Promise.all(Array.from({ length: processes }, () => site?.start()))
  const running = started.filter((one) => one !== undefined)
  const begun = performance.now()

  const tally = await approveAll(running, rush, 48)

  const seconds = (performance.now() - begun) / 1_000
  console.log(`${orders} approvals in ${seconds.toFixed(1)} s: ${JSON.stringify(tally)}`)
  await Promise.all(running.map((one) => one.kill('SIGTERM')))
  const books = await booksOf(site)
  const refusing = rush.orders.filter((_, index) => wayOf(index) === 'refuse').length
  expect(Object.keys(tally).sort()).toEqual(['200', '409 shortage'])
  expect(books).toMatchObject({ reserved: 100, heldInRows: 100, linesHolding: 100, broken: [] })
  expect(books.byStatus).toEqual({ approved: tally['200'], submitted: tally['409 shortage'] })
  expect(tally['409 shortage']).toBeLessThanOrEqual(refusing)
}, 1_800_000)
