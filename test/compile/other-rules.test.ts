import { describe, expect, it } from '@jest/globals'
import { definitions } from '../../resources/index.js'
import type { Definitions } from '../../src/define/definitions.js'
import { mistakesIn, patched, problemsOf } from '../support/problems-of.js'
import { tinyDefinitions } from '../support/tiny-definitions.js'

const label = { zh: '名', en: 'Name' }
const report = {
  name: 'open',
  label,
  source: 'bill',
  columns: [
    { name: 'contact', label, of: 'contact' },
    { name: 'total', label, measure: 'sum(total)' },
  ],
  roles: ['chief'],
}

/** The tiny company with a report that has one thing wrong. */
const reporting = (patch: Readonly<Record<string, unknown>>): Definitions => ({
  ...tinyDefinitions,
  reports: [patched(report, patch) as Definitions['reports'][number]],
})

/** The company with one definition of one of its lists changed. */
function companyWith(list: keyof Definitions, name: string, patch: Readonly<Record<string, unknown>>): Definitions {
  const changed = definitions[list].map((one) => (one.name === name ? patched(one, patch) : one))
  return { ...definitions, [list]: changed }
}

describe('a mistake in a report', () => {
  const columns = (column: Readonly<Record<string, unknown>>) => ({ columns: [{ name: 'x', label, ...column }] })
  it.each([
    ['reads a resource that is not there', { source: 'bil' }, 'report:open.source unknown-resource'],
    ['has no columns', { columns: [] }, 'report:open.columns no-columns'],
    ['adds up a text', columns({ measure: 'sum(number)' }), 'report:open.columns.x not-measurable'],
    ['measures in a way that is none', columns({ measure: 'average(total)' }), 'report:open.columns.x bad-column'],
    ['reads a path that leads nowhere', columns({ of: 'contact.nam' }), 'report:open.columns.x unknown-path'],
    ['groups a number by month', columns({ of: 'total:month' }), 'report:open.columns.x not-a-date'],
    ['groups by many rows', columns({ of: 'lines' }), 'report:open.columns.x not-groupable'],
    ['sorts by a column it has not', { sort: ['-tota'] }, 'report:open.sort unknown-column'],
    ['draws a column it has not', { chart: { kind: 'bar', x: 'contact', y: 'totl' } }, 'report:open.chart.y unknown-column'],
    ['stands in an area that is not there', { area: 'ofice' }, 'report:open.area unknown-area'],
    ['is for a role that is not there', { roles: ['boss'] }, 'report:open.roles unknown-role'],
    ['prints a period it does not ask for', { period: ['from', 'until'] }, 'report:open.period unknown-parameter'],
    [
      'compares with a parameter it does not ask for',
      { where: { billedOn: { gte: { parameter: 'since' } } } },
      'report:open.where unknown-answer',
    ],
  ])('%s', (_what, patch, complaint) => {
    expect(mistakesIn(reporting(patch))).toContain(complaint)
  })

  it('is not in the report itself', () => {
    expect(problemsOf(reporting({}))).toEqual([])
  })
})

describe('a mistake in the company', () => {
  it.each([
    ['a ledger without its book', 'ledgers', 'stock', { entries: 'stockMoves' }, 'ledger:stock.entries unknown-resource'],
    [
      'a ledger whose balances lack a column',
      'resources',
      'stockBalance',
      { fields: { averageCost: null } },
      'ledger:stock.balances.averageCost ledger-field',
    ],
    [
      'a balance that may be there twice',
      'resources',
      'stockBalance',
      { fields: { product: { unique: null } } },
      'resource:stockBalance.fields.product.unique balance-not-unique',
    ],
    ['a book that others may keep too', 'resources', 'stockMove', { keptBy: null }, 'resource:stockMove.keptBy not-kept'],
    [
      'a right to write a book',
      'resources',
      'stockMove',
      { permissions: { admin: { can: ['read', 'update'] } } },
      'resource:stockMove.permissions.admin.can ledger-writes-alone',
    ],
    ['a ledger that tells a job that is not there', 'ledgers', 'stock', { onFree: ['allocate'] }, 'ledger:stock unknown-job'],
    ['a job of a role that is not there', 'jobs', 'sync-order', { actsAs: 'platfrom' }, 'job:sync-order.actsAs unknown-role'],
    [
      'a job at an hour there is not',
      'jobs',
      'watch-due-orders',
      { schedule: { cron: '5 24 * * *' } },
      'job:watch-due-orders.schedule.cron bad-cron',
    ],
    [
      'a job at no time at all',
      'jobs',
      'watch-due-orders',
      { schedule: { cron: 'hourly' } },
      'job:watch-due-orders.schedule.cron bad-cron',
    ],
    [
      'a job every so many of no unit',
      'jobs',
      'sweep-runs',
      { schedule: { every: { minutes: null, minuets: 5 } } },
      'job:sweep-runs.schedule.every.minuets unknown-key',
    ],
    ['a job every two lengths', 'jobs', 'sweep-runs', { schedule: { every: { hours: 1 } } }, 'job:sweep-runs.schedule.every bad-duration'],
    ['a job that is hung at once', 'jobs', 'sync-order', { deadline: { seconds: 0 } }, 'job:sync-order.deadline bad-duration'],
    ['a deadline of no unit', 'jobs', 'sync-order', { deadline: { seconds: null, secs: 9 } }, 'job:sync-order.deadline.secs unknown-key'],
    ['a policy of no action', 'policies', 'repReadsNoCost', { action: 'raed' }, 'policy:repReadsNoCost.action unknown-action'],
    ['a policy of no field', 'policies', 'repReadsNoCost', { field: 'cots' }, 'policy:repReadsNoCost.field unknown-field'],
    [
      'a policy of no field of a line',
      'policies',
      'warehouseReadsNoPrice',
      { field: 'lines.unitPrize' },
      'policy:warehouseReadsNoPrice.field unknown-field',
    ],
    [
      'a connector that sends what is not there',
      'connectors',
      'orderSync',
      { mapping: { items: { fields: { productCode: 'product.cod' } } } },
      'connector:orderSync.mapping.items.productCode unknown-path',
    ],
    ['a print of what is not there', 'prints', 'deliveryNote', { number: 'nummer' }, 'print:deliveryNote unknown-path'],
    [
      'an invariant of an unknown field',
      'invariants',
      'shippedWithinOrdered',
      { broken: 'shiped > quantity' },
      'invariant:shippedWithinOrdered.broken unknown-field',
    ],
    [
      'a place that is neither on the line nor on its document',
      'resources',
      'shipment',
      { workflow: { transitions: { ship: { post: [{ post: 'stock', move: 'issue', lines: 'lines', place: 'wherehouse' }] } } } },
      'resource:shipment.workflow.transitions.ship.post.0.place unknown-field',
    ],
    [
      'a fact of no resource',
      'resources',
      'orderLine',
      { screens: { beside: { available: { of: 'stockBalence' } } } },
      'resource:orderLine.screens.beside.available.of unknown-resource',
    ],
    [
      'a fact that is no field',
      'resources',
      'orderLine',
      { screens: { beside: { available: { show: 'fre' } } } },
      'resource:orderLine.screens.beside.available.show unknown-field',
    ],
    [
      'a fact before no column',
      'resources',
      'orderLine',
      { screens: { beside: { available: { before: 'quantitty' } } } },
      'resource:orderLine.screens.beside.available.before unknown-field',
    ],
    [
      'a fact found by what is no reference',
      'resources',
      'orderLine',
      { screens: { beside: { available: { where: { free: { ref: 'product' } } } } } },
      'resource:orderLine.screens.beside.available.where unknown-field',
    ],
    [
      'a fact found by another thing than the line names',
      'resources',
      'orderLine',
      { screens: { beside: { available: { where: { warehouse: { ref: 'product' } } } } } },
      'resource:orderLine.screens.beside.available.where.warehouse beside-path',
    ],
    [
      'a fact found too far from the line',
      'resources',
      'orderLine',
      { screens: { beside: { available: { where: { warehouse: { ref: 'product.supplier' } } } } } },
      'resource:orderLine.screens.beside.available.where.warehouse beside-path',
    ],
    [
      'a fact that is called like a column',
      'resources',
      'orderLine',
      { screens: { beside: { quantity: { of: 'product', show: 'unit', where: { id: { ref: 'product' } } } } } },
      'resource:orderLine.screens.beside.quantity name-taken',
    ],
    [
      'a fact beside what is no line',
      'resources',
      'order',
      { screens: { beside: { level: { of: 'customer', show: 'level', where: { id: { ref: 'customer' } } } } } },
      'resource:order.screens.beside.level beside-no-line',
    ],
  ] as const)('%s', (_what, list, name, patch, complaint) => {
    expect(mistakesIn(companyWith(list, name, patch))).toContain(complaint)
  })
})
