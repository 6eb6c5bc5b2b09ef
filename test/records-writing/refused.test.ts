import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { InvalidError } from '../../src/kernel/errors.js'
import { anOrder, aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
})
afterAll(() => platform.drop())

const refusalOf = (writing: Promise<unknown>) => writing.then(() => null).catch((error: unknown) => error)

it('says so when an amount becomes too large to be kept, and keeps nothing', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const { id, version } = await anOrder(platform, shop, { quantity: '1' })
  const line = { product: shop.product, quantity: '999999999999', unitPrice: '9999999999' }

  const refusal = await refusalOf(platform.records.update(platform.admin, 'order', id, { lines: [line] }, Number(version)))

  expect(refusal).toBeInstanceOf(InvalidError)
  expect(refusal).toMatchObject({ code: 'too-large', text: { zh: expect.stringContaining('过大') } })
  expect(await platform.records.get(platform.admin, 'order', id)).toMatchObject({ version })
})

it('says what is wrong with a number as people write it', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const { id, version } = await anOrder(platform, shop, { quantity: '1' })
  const line = { product: shop.product, quantity: '-5', taxRate: '2' }

  const refusal = await refusalOf(platform.records.update(platform.admin, 'order', id, { lines: [line] }, Number(version)))

  expect(refusal).toMatchObject({
    errors: [
      { at: 'lines.0.quantity', message: { zh: '须大于 0。', en: 'Must be more than 0.' } },
      { at: 'lines.0.taxRate', message: { zh: '不能大于 100%。', en: 'Must be at most 100%.' } },
    ],
  })
})

it('tells in the trail which option a transition was given, in the language of who reads', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await aSubmittedOrder(platform, shop, '1')
  await platform.records.transition(platform.admin, 'order', order.id, 'approve', { shortage: 'backorder' }, null)
  const noteFor = async (locale: 'zh-CN' | 'en') => {
    const reader = platform.contextFor({ ...platform.admin.actor, locale })
    const { data } = await platform.records.history(reader, 'order', order.id, {})
    return data.find(({ action }) => action === 'approve')?.note
  }

  expect([await noteFor('zh-CN'), await noteFor('en')]).toEqual(['缺货预订，到货后自动补足', 'Back-order what is missing'])
})
