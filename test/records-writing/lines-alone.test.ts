// A line is a part of its document: by itself it is neither made nor changed nor removed.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { RecordView } from '../../src/records/door.js'
import { aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let order: string
let line: RecordView
beforeAll(async () => {
  platform = await testPlatform()
  const shop = await aShop(platform, { onHand: '10' })
  order = (await aSubmittedOrder(platform, shop, '4')).id
  const [first] = (await platform.records.get(platform.admin, 'order', order)).lines as readonly RecordView[]
  if (first === undefined) throw new Error('an order without lines')
  line = first
})
afterAll(() => platform.drop())

const refused = { name: 'ForbiddenError', code: 'line-of-document' }

it('is not removed, changed or added behind its document’s back, whoever may change the document', async () => {
  const { records, admin } = platform
  const before = await records.get(admin, 'order', order)

  await expect(records.remove(admin, 'orderLine', line.id, null)).rejects.toMatchObject(refused)
  await expect(records.update(admin, 'orderLine', line.id, { quantity: '1' }, Number(line.version))).rejects.toMatchObject(refused)
  await expect(records.create(admin, 'orderLine', { order, product: line.product, quantity: '1' })).rejects.toMatchObject(refused)

  expect(await records.get(admin, 'order', order)).toEqual(before)
})

it('says to whoever may not change the document what it would say of the document', async () => {
  const { records } = platform
  const reader = await platform.as('manager')

  await expect(records.remove(reader, 'orderLine', line.id, null)).rejects.toMatchObject({ code: 'not-found' })
})
