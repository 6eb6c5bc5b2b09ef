import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { jobs } from '../../jobs/index.js'
import { definitions } from '../../resources/index.js'
import type { GrantModel } from '../../src/compile/model.js'
import { companyModel } from '../support/company.js'

const model = companyModel()
const root = join(import.meta.dirname, '..', '..')

const grantsOf = (role: string): readonly GrantModel[] =>
  Object.values(model.resources).flatMap((resource) => resource.grants.filter((grant) => grant.role === role))
const shownIn = (grant: GrantModel): readonly string[] => [
  ...Object.keys(grant.fields),
  ...Object.values(grant.lines).flatMap((lines) => Object.keys(lines.fields)),
]

/** `order.ts`; a part of it is `order.notices.ts`. */
const isWhole = (file: string): boolean => file.split('.').length === 2

describe('the company', () => {
  it('keeps each definition in a file of its name', () => {
    const folders = readdirSync(join(root, 'resources'), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && entry.name !== 'demo',
    )
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, 'resources', folder.name))
        .filter(isWhole)
        .map((file) => basename(file, '.ts')),
    )
    const parts = folders.flatMap((folder) => readdirSync(join(root, 'resources', folder.name)).filter((file) => !isWhole(file)))
    const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const { resources, roles, reports, connectors, prints, invariants, policies, ledgers } = definitions
    const names = [resources, roles, reports, connectors, prints, invariants, policies, ledgers].flatMap((list) =>
      list.map((one) => kebab(one.name)),
    )
    expect(names.sort()).toEqual(files.sort())
    expect(parts.filter((part) => !files.includes(part.split('.')[0] ?? ''))).toEqual([])
  })

  it('lists every job there is', () => {
    const files = readdirSync(join(root, 'jobs'))
      .map((file) => basename(file, '.ts'))
      .filter((file) => file !== 'index')
    expect(jobs.map((job) => job.name).sort()).toEqual(files.sort())
  })

  it('speaks Chinese wherever people read', () => {
    const fields = Object.values(model.resources).flatMap((resource) =>
      Object.values(resource.fields).map((field) => [`${resource.name}.${field.name}`, field.label.zh] as const),
    )
    expect(fields.filter(([, zh]) => !/\p{Script=Han}/u.test(zh)).map(([place]) => place)).toEqual([])
  })

  it('has the names that scripts rely on', () => {
    const names = (resource: string): readonly string[] => model.resources[resource]?.fieldNames ?? []
    expect(names('orderLine')).toEqual(
      expect.arrayContaining(['product', 'quantity', 'unitPrice', 'taxRate', 'amount', 'tax', 'reserved', 'shipped']),
    )
    expect(names('stockBalance')).toEqual(expect.arrayContaining(['product', 'warehouse', 'onHand', 'reserved', 'incoming']))
    expect(Object.keys(model.resources.shipment?.workflow?.transitions ?? {})).toContain('ship')
    expect(model.resources.order?.fields.number?.sequence?.pattern).toBe('SO{yyyy}{MM}{dd}-{0000}')
    expect(
      Object.values(model.reports)
        .filter((report) => report.name.startsWith('sales'))
        .map((report) => Object.keys(report.parameters)),
    ).toEqual([
      ['from', 'until'],
      ['from', 'until'],
      ['from', 'until'],
    ])
  })
})

describe('who sees what', () => {
  it('a sales rep sees customers, orders and shipments of their own alone', () => {
    const rows = grantsOf('salesRep')
      .filter((grant) => /^(customer|order|shipment)\./.test(grant.id))
      .map((grant) => JSON.stringify(grant.rows))
    expect(rows).toHaveLength(5)
    for (const condition of rows) expect(condition).toContain('{"op":"actor","attribute":"id"}')
  })

  it('a sales rep sees no cost and no margin anywhere', () => {
    const seen = grantsOf('salesRep').flatMap(shownIn)
    expect(seen.filter((name) => ['cost', 'unitCost', 'averageCost', 'margin', 'value'].includes(name))).toEqual([])
  })

  it('the warehouse sees no prices, no amounts and no cost', () => {
    const seen = grantsOf('warehouse').flatMap(shownIn)
    const priced = [
      'salePrice',
      'unitPrice',
      'amount',
      'tax',
      'subtotal',
      'total',
      'margin',
      'cost',
      'unitCost',
      'averageCost',
      'value',
      'creditLimit',
      'exposure',
    ]
    expect(seen.filter((name) => priced.includes(name))).toEqual([])
  })

  it('a sales rep cannot set a credit limit', () => {
    expect(grantsOf('salesRep').flatMap((grant) => grant.write)).not.toContain('creditLimit')
  })

  it('managers write nothing but what they have read', () => {
    expect(grantsOf('manager').flatMap((grant) => grant.write)).toEqual(['readAt'])
    expect(
      new Set(
        grantsOf('manager')
          .filter((grant) => !grant.id.startsWith('notification'))
          .flatMap((grant) => grant.can),
      ),
    ).toEqual(new Set(['read', 'export', 'print']))
  })

  it('a designer sees users and roles, and no business rows', () => {
    expect(grantsOf('designer').map((grant) => grant.id.split('.')[0])).toEqual([
      'user',
      'role',
      'roleAssignment',
      'department',
      'notification',
    ])
  })

  it('nobody but the ledger writes stock', () => {
    const kept = Object.values(model.resources).filter((resource) => resource.keptBy !== null)
    expect(kept.map((resource) => resource.name)).toEqual(['stockBalance', 'stockMove', 'stockReservation'])
    expect(kept.flatMap((resource) => resource.grants).flatMap((grant) => grant.write)).toEqual([])
  })

  it('every role that people hold hears of alerts only about what it may read', () => {
    const deaf = Object.values(model.resources).flatMap((resource) =>
      resource.alerts.flatMap((alert) =>
        alert.notify
          .filter((role) => !resource.grants.some((grant) => grant.role === role && grant.can.includes('read')))
          .map((role) => `${role} of ${alert.name}`),
      ),
    )
    expect(deaf).toEqual([])
  })
})

describe('an order', () => {
  const { order, orderLine, shipmentLine, stockReservation, customer } = model.resources

  it('locks before the customer whose credit it uses, shipments before it, balances last', () => {
    const place = (name: string): number => model.lockOrder.indexOf(name)
    expect(place('shipment')).toBeLessThan(place('order'))
    expect(place('order')).toBeLessThan(place('orderLine'))
    expect(place('orderLine')).toBeLessThan(place('customer'))
    expect(model.lockOrder.slice(-3)).toEqual(['stockMove', 'stockReservation', 'stockBalance'])
    expect([...model.lockOrder].sort()).toEqual(Object.keys(model.resources).sort())
  })

  it('has its lines kept up to date by reservations and shipments', () => {
    expect(stockReservation?.rollups.map((one) => `${one.target}.${one.field}`)).toEqual(['orderLine.reserved'])
    expect(shipmentLine?.rollups.map((one) => `${one.target}.${one.field}`)).toEqual(['orderLine.shipped', 'orderLine.planned'])
    expect(orderLine?.storedFormulas).toEqual(['amount', 'tax', 'total', 'margin', 'waiting', 'unplanned'])
  })

  it('uses credit of its customer from approval until it ends', () => {
    expect(order?.rollups.map((one) => `${one.target}.${one.field}`)).toEqual(['customer.exposure'])
    expect(customer?.fields.exposure?.formulaText).toBe("sum(orders.total, status = 'approved')")
  })

  it('adds up its lines before it adds tax', () => {
    expect(order?.storedFormulas).toEqual(['subtotal', 'tax', 'total', 'margin', 'shippedShare', 'backordered'])
  })

  it('reserves what its lines still wait for, at the warehouse of the order', () => {
    const [posting] = order?.workflow?.transitions.approve?.postings ?? []
    expect(posting?.place).toMatchObject({ op: 'path', path: ['order', 'warehouse'] })
    expect(posting?.quantity).toMatchObject({ op: 'path', path: ['waiting'] })
    expect(posting?.shortage).toMatchObject({ op: 'answer', name: 'shortage' })
  })
})
