import { afterAll, beforeEach, describe, expect, it } from '@jest/globals'
import { eraseDemoOf } from '../../src/cli/erase-demo.js'
import { writeDemoMark } from '../../src/demo-mark.js'
import { anOrder, aShop, aSubmittedOrder, receive, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let shop: Shop
const platforms: TestPlatform[] = []

/** A demo company: stock, an approved order that holds some of it, somebody who works in its warehouse. */
beforeEach(async () => {
  platform = await testPlatform()
  platforms.push(platform)
  shop = await aShop(platform, { onHand: '20' })
  const { id } = await aSubmittedOrder(platform, shop, '8')
  await platform.records.transition(platform.admin, 'order', id, 'approve', {}, null)
  await platform.records.create(platform.admin, 'user', { login: 'keeper', name: '库管', warehouse: shop.warehouse })
  await writeDemoMark(platform.database, { today: '2026-11-22', lastId: platform.ids() })
})

afterAll(async () => {
  for (const one of platforms) await one.drop()
})

const count = async (resource: string): Promise<number> =>
  (await platform.records.list(platform.admin, resource, { count: 'exact' })).page.total ?? -1

describe('demo:erase', () => {
  it('takes the demo away, books included, and leaves the people', async () => {
    const outcome = await eraseDemoOf(platform)

    expect(outcome).toMatchObject({
      broken: [],
      erased: expect.arrayContaining([
        ['customer', 1],
        ['stock_balance', 1],
        ['stock_reservation', 1],
      ]),
    })
    for (const resource of ['order', 'customer', 'product', 'warehouse', 'shipment', 'stockMove', 'stockBalance'])
      expect(await count(resource)).toBe(0)
    const { data } = await platform.records.list(platform.admin, 'user', { where: { login: 'keeper' } })
    expect(data).toMatchObject([{ name: '库管', warehouse: null }])
    expect(await platform.database.query("SELECT id FROM dj_audit WHERE resource = 'order'")).toEqual([])
    await expect(eraseDemoOf(platform)).rejects.toMatchObject({ code: 'no-demo' })
  })

  it('leaves what was made afterwards', async () => {
    await platform.records.create(platform.admin, 'customer', { code: 'REAL', name: '真实客户' })
    await eraseDemoOf(platform)

    expect(await count('customer')).toBe(1)
    expect((await platform.records.list(platform.admin, 'customer', { search: '真实' })).data).toHaveLength(1)
  })

  it('is refused when a real order was placed by a demo customer, and says which', async () => {
    const { id } = await anOrder(platform, shop, { quantity: '1' })

    expect(await eraseDemoOf(platform)).toMatchObject({
      holds: expect.arrayContaining([{ zh: expect.stringContaining(id), en: expect.stringContaining(`order.customer): ${id}`) }]),
    })
    expect(await count('customer')).toBe(1)
  })

  it('is refused once goods have really come in', async () => {
    await receive(platform, shop, '5')
    const outcome = await eraseDemoOf(platform)

    expect(outcome).toMatchObject({
      holds: expect.arrayContaining([{ zh: expect.stringContaining('过账'), en: expect.stringContaining('posted after the demo') }]),
    })
    expect(await count('stockMove')).toBe(2)
  })
})
