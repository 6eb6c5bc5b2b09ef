import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { ForbiddenError } from '../../src/kernel/errors.js'
import { anOrder, aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
})
afterAll(() => platform.drop())

const refusalOf = (removing: Promise<void>) => removing.then(() => null).catch((error: unknown) => error)

it('lets a lead remove an order that nobody has approved', async () => {
  const lead = await platform.as('salesLead')
  const shop = await aShop(platform, { onHand: '10' })
  const orders = [await anOrder(platform, shop, { quantity: '1' }), await aSubmittedOrder(platform, shop, '1')]

  for (const { id } of orders) {
    expect((await platform.records.openActions(lead, 'order', id)).can).toContain('remove')
    await platform.records.remove(lead, 'order', id, null)
  }
})

it('offers nobody to remove what was approved, and refuses it', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '1')
  await platform.records.transition(platform.admin, 'order', order.id, 'approve', {}, null)

  for (const context of [platform.admin, await platform.as('salesLead')]) {
    expect((await platform.records.openActions(context, 'order', order.id)).can).toEqual(['update'])
    expect(await refusalOf(platform.records.remove(context, 'order', order.id, null))).toBeInstanceOf(ForbiddenError)
  }
})

it('keeps what was posted, whoever is given the right to remove it', async () => {
  const set = [{ definition: 'resource:stockAdjustment', patch: { permissions: { admin: { all: { can: ['remove'], rows: 'all' } } } } }]
  const designer = await platform.as('designer')
  const draft = await platform.design.create(designer, { set, add: [], map: {} })
  await platform.design.publish(designer, draft.id, 'remove everything')
  await aShop(platform, { onHand: '10' })
  const { data } = await platform.records.list(platform.admin, 'stockAdjustment', { where: { status: 'confirmed' } })

  const refusal = await refusalOf(platform.records.remove(platform.admin, 'stockAdjustment', data[0]?.id ?? '', null))

  expect(draft.problems).toEqual([])
  expect(refusal).toMatchObject({ code: 'posted' })
})

it('keeps what bears a number of a series without gaps, and lets go of what has none yet', async () => {
  const set = [{ definition: 'resource:order', patch: { fields: { number: { gapless: true, drawnBy: 'submit' } } } }]
  const designer = platform.contextFor((await platform.as('designer')).actor)
  const { id } = await platform.design.create(designer, { set, add: [], map: {} })
  await platform.design.publish(designer, id, 'no gaps')
  const shop = await aShop(platform, { onHand: '0' })
  const [draft, numbered] = [await anOrder(platform, shop, { quantity: '1' }), await aSubmittedOrder(platform, shop, '1')]

  expect(await refusalOf(platform.records.remove(platform.admin, 'order', draft.id, null))).toBeNull()
  expect(await refusalOf(platform.records.remove(platform.admin, 'order', numbered.id, null))).toMatchObject({ code: 'numbered' })
})
