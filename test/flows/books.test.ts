import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Context } from '../../src/records/door.js'
import { type Office, openOffice } from '../queue/support/office.js'
import { aShop, aSubmittedOrder, type Shop } from '../support/platform.js'

let office: Office
let shop: Shop
let order: string
let keeper: Context
beforeAll(async () => {
  office = await openOffice()
  keeper = await office.as('admin', 'ann')
  shop = await aShop(office, { onHand: '10' })
  order = (await aSubmittedOrder(office, shop, '4')).id
  await office.records.transition(office.admin, 'order', order, 'approve', { shortage: 'refuse' }, null)
  await office.workOff()
})
afterAll(() => office.drop())

const books = () => office.rooms.ports.books
const stateOf = async (name: string) => (await books().list(keeper)).find(({ id }) => id === name)
const check = async () => {
  await books().check(keeper)
  await office.workOff()
}
const told = async () =>
  (await office.records.list(keeper, 'notification', { where: { recipient: keeper.actor.id, severity: 'critical' }, fields: ['title'] }))
    .data

/** Somebody at the database takes one away from what is held for the line. */
const spoil = (by: number) =>
  office.database.execute(`UPDATE order_line SET reserved = reserved - ? WHERE product_id = ?`, [by, shop.product])

it('says of every invariant when it was asked last, and that it holds', async () => {
  expect((await books().list(keeper)).map(({ checkedAt }) => checkedAt)).toEqual(expect.not.arrayContaining([expect.any(String)]))
  await check()

  const all = await books().list(keeper)
  expect(all.length).toBeGreaterThanOrEqual(9)
  for (const { checkedAt, broken } of all) {
    expect(checkedAt).toEqual(expect.any(String))
    expect(broken).toEqual([])
  }
})

it('names the document of the line that breaks one, tells who may add them up once a day, and forgets it when it is right again', async () => {
  await spoil(1)
  await check()
  await check()

  const { number } = await office.records.get(office.admin, 'order', order)
  expect(await stateOf('reservedOfLine')).toMatchObject({ broken: [{ resource: 'order', id: order, label: number }] })
  expect((await books().list(keeper))[0]?.broken).not.toEqual([])
  expect((await told()).map(({ title }) => title)).toEqual(['账目不一致：订单明细的预留等于预留明细'])

  await spoil(-1)
  await check()
  expect(await stateOf('reservedOfLine')).toMatchObject({ broken: [] })
})

it('shows no label to who may not read the document, and takes no order from who only looks', async () => {
  await spoil(1)
  await check()
  const stranger = { ...keeper, actor: { ...keeper.actor, roles: ['purchaser'] } }

  const seen = (await books().list(stranger)).find(({ id }) => id === 'reservedOfLine')
  expect(JSON.stringify(seen)).not.toContain('SO2')
  await expect(async () => books().check({ ...keeper, actor: { ...keeper.actor, readOnly: true } })).rejects.toMatchObject({
    code: 'read-only',
  })
  await spoil(-1)
})
