import { afterEach, expect, it } from '@jest/globals'
import { approveAll, booksOf, prepareRush, wayOf } from '../support/approvals.js'
import { testWorld } from '../support/database.js'
import { openSite, type Site } from '../support/processes.js'

let site: Site | undefined
afterEach(() => site?.drop())

const processes = testWorld() === 'servers' ? 2 : 1

it(`gives the last hundred to a hundred of 1,000 orders that are approved at once through ${processes} process(es)`, async () => {
  site = await openSite()
  const rush = await prepareRush(site, { orders: 1_000, free: 100 })
  const started = [await site.start(), ...(processes === 2 ? [await site.start()] : [])]

  const tally = await approveAll(started, rush)

  await Promise.all(started.map((one) => one.kill('SIGTERM')))
  const refusing = rush.orders.filter((_, index) => wayOf(index) === 'refuse').length
  const books = await booksOf(site)
  expect(Object.keys(tally).sort()).toEqual(['200', '409 shortage'])
  expect(books).toMatchObject({ reserved: 100, heldInRows: 100, linesHolding: 100, broken: [] })
  expect(books.byStatus).toEqual({ approved: tally['200'], submitted: tally['409 shortage'] })
  expect(tally['409 shortage']).toBeLessThanOrEqual(refusing)
  expect(tally['200']).toBeGreaterThanOrEqual(1_000 - refusing)
})

if (processes === 2) {
  it('would notice a book that looks first and writes afterwards', async () => {
    site = await openSite()
    const rush = await prepareRush(site, { orders: 300, free: 100 })
    const plant = { file: 'src/ledgers/shift.ts', by: 'test/support/read-then-write.ts' }
    const started = [await site.start({}, plant), await site.start({}, plant)]

    await approveAll(started, rush)

    await Promise.all(started.map((one) => one.kill('SIGTERM')))
    const { heldInRows, broken } = await booksOf(site)
    expect(heldInRows).toBeGreaterThan(100)
    expect(broken).toContain('reservedIsReservationsOfProduct')
  })
}
