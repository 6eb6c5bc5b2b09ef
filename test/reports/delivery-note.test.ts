import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { PrintDocument } from '../../src/print/document.js'
import type { Context } from '../../src/records/door.js'
import { printRecord } from '../../src/reports/print-record.js'
import { aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let shipment: string
let ordered: string
beforeAll(async () => {
  platform = await testPlatform()
  const { admin, records } = platform
  const shop = await aShop(platform, { onHand: '10' })
  const { version } = await records.get(admin, 'customer', shop.customer)
  await records.update(admin, 'customer', shop.customer, { phone: '13800138000', taxNumber: '91440300MA5EXAMPLE' }, Number(version))
  const order = await aSubmittedOrder(platform, shop, '4')
  ordered = order.id
  await records.transition(admin, 'order', order.id, 'approve', {}, null)
  shipment = (await records.list(admin, 'shipment', { where: { order: order.id } })).data[0]?.id ?? ''
})
afterAll(() => platform.drop())

const note = (context: Context): Promise<PrintDocument> =>
  printRecord(platform, context, { resource: 'shipment', id: shipment, template: 'deliveryNote' })
const cellsOf = ({ columns, rows }: PrintDocument) => Object.fromEntries(columns.map(({ label }, index) => [label, rows[0]?.[index]]))
const totalsOf = ({ totals }: PrintDocument) => totals.map(({ label, value, words }) => [label, value, words])
const headOf = ({ party }: PrintDocument) => Object.fromEntries(party.map(({ label, value }) => [label, value]))

it('says what the goods cost, with the total in words, and to whom they go', async () => {
  const printed = await note(await platform.as('salesLead'))

  expect(cellsOf(printed)).toMatchObject({ 数量: '4.000000', 单价: '10.00000000', 金额: '40.00' })
  expect(totalsOf(printed)).toEqual([
    ['合计数量', '4.000000', false],
    ['未税金额', '40.00', false],
    ['税额', '5.20', false],
    ['价税合计', '45.20', true],
  ])
  expect(headOf(printed)).toMatchObject({ 联系电话: '13800138000', 统一社会信用代码: '91440300MA5EXAMPLE' })
})

it('of the warehouse has no prices, and no empty places for them', async () => {
  const printed = await note(await platform.as('warehouse'))

  expect(printed.columns.map(({ label }) => label)).toEqual(['序号', '产品编码', '品名', '规格型号', '单位', '数量'])
  expect(printed.rows[0]).toHaveLength(printed.columns.length)
  expect(totalsOf(printed)).toEqual([['合计数量', '4.000000', false]])
  expect(Object.keys(headOf(printed))).not.toContain('统一社会信用代码')
})

it('prints an order for the warehouse, without what they may not read', async () => {
  const printed = await printRecord(platform, await platform.as('warehouse'), {
    resource: 'order',
    id: ordered,
    template: 'orderConfirmation',
  })

  expect(headOf(printed)).toMatchObject({ 客户: expect.any(String), 收货地址: expect.any(String) })
  expect(Object.keys(headOf(printed))).not.toContain('结算方式')
  expect(printed.columns.map(({ label }) => label)).not.toContain('单价')
  expect(printed.totals).toEqual([])
})

it('keeps its prices when the shipment has left, and lets nobody write them', async () => {
  const { records, admin } = platform
  const { lines, version } = await records.get(admin, 'shipment', shipment)
  const [line] = lines as readonly { readonly id: string }[]

  const written = records.update(admin, 'shipment', shipment, { lines: [{ id: line?.id, unitPrice: '1' }] }, Number(version))
  await expect(written).rejects.toMatchObject({ code: 'unwritable-field' })
  await records.transition(admin, 'shipment', shipment, 'ship', {}, null)

  expect(totalsOf(await note(admin)).at(-1)).toEqual(['价税合计', '45.20', true])
})

it('still says for which order, when that is over', async () => {
  const { status } = await platform.records.get(platform.admin, 'order', ordered)
  expect(status).toBe('closed')
  const { number } = await platform.records.get(platform.admin, 'order', ordered)

  expect(headOf(await note(await platform.as('warehouse')))).toMatchObject({ 销售订单: number })
})
