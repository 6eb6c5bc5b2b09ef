// What a transition requires is read under lock: two of them cannot both be let through by what neither has changed yet.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

const label = { zh: '新', en: 'New' }
const sold = { kind: 'quantity', label, formula: "sum(x_orderLines.quantity, order.status = 'approved')" }
const approve = {
  requires: 'sum(lines.quantity) + max(lines.product.x_sold) <= 5',
  otherwise: { zh: '超过配额。', en: 'Beyond the quota.' },
}

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
  const designer = await platform.as('designer')
  const { id, problems } = await platform.design.create(designer, {
    set: [
      {
        definition: 'resource:product',
        patch: { fields: { x_orderLines: { kind: 'hasMany', target: 'orderLine', label }, x_sold: sold } },
      },
      { definition: 'resource:order', patch: { workflow: { transitions: { approve } } } },
    ],
    add: [],
    map: {},
  })
  expect(problems).toEqual([])
  await platform.design.publish(designer, id, 'test')
})
afterAll(() => platform.drop())

it('lets one of two orders through where the quota of a product on their lines is enough for one', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const orders = [await aSubmittedOrder(platform, shop, '4'), await aSubmittedOrder(platform, shop, '4')]

  const taken = await Promise.allSettled(
    orders.map(({ id }) => platform.records.transition(platform.admin, 'order', id, 'approve', {}, null)),
  )

  expect(taken.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(taken.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'transition-blocked' } })
  expect(await platform.records.get(platform.admin, 'product', shop.product)).toMatchObject({ x_sold: '4.000000' })
})
