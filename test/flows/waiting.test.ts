import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { brokenInvariants } from '../../src/records/invariants.js'
import { type Office, openOffice } from '../queue/support/office.js'
import { aShop, balanceOf, receive, type Shop } from '../support/platform.js'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.drop())

const day = (days: number) => new Date(office.clock.now() + days * 86_400_000).toISOString().slice(0, 10)

/** An approved order that waits for stock. */
async function waiting(shop: Shop, quantity: string, dueIn: number): Promise<string> {
  const { records, admin } = office
  const lines = [{ product: shop.product, quantity }]
  const { id } = await records.create(admin, 'order', { customer: shop.customer, warehouse: shop.warehouse, dueOn: day(dueIn), lines })
  await records.transition(admin, 'order', id, 'submit', {}, null)
  await records.transition(admin, 'order', id, 'approve', { shortage: 'backorder' }, null)
  return id
}

const shipmentsOf = async (order: string) =>
  (await office.records.list(office.admin, 'shipment', { where: { order }, fields: ['totalQuantity', 'status'], sort: 'id' })).data

it('gives stock that comes in to the orders that are due first, and makes their shipments', async () => {
  const shop = await aShop(office, { onHand: '0' })
  const late = await waiting(shop, '4', 20)
  const soon = await waiting(shop, '4', 3)
  await office.workOff()
  expect([await shipmentsOf(late), await shipmentsOf(soon)]).toEqual([[], []])

  await receive(office, shop, '6')
  await office.workOff()

  expect(await shipmentsOf(soon)).toMatchObject([{ totalQuantity: '4.000000', status: 'draft' }])
  expect(await shipmentsOf(late)).toMatchObject([{ totalQuantity: '2.000000', status: 'draft' }])
  expect(await balanceOf(office, shop)).toMatchObject({ onHand: '6.000000', reserved: '6.000000' })
  expect(await brokenInvariants({ sql: office.database, clock: office.clock }, office.models.current())).toEqual([])
})
