import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals'
import { BlockedError, ConflictError, InvalidError, NotFoundError } from '../../src/kernel/errors.js'
import { brokenInvariants } from '../../src/records/invariants.js'
import { anOrder, aShop, aSubmittedOrder, balanceOf, receive, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
})
afterAll(() => platform.drop())
afterEach(async () => {
  expect(await brokenInvariants({ sql: platform.database, clock: platform.clock }, platform.models.current())).toEqual([])
})

const approve = (id: string, shortage = 'backorder') =>
  platform.records.transition(platform.admin, 'order', id, 'approve', { shortage }, null)
const shipmentsOf = async (order: string) =>
  (await platform.records.list(platform.admin, 'shipment', { where: { order }, sort: 'id' })).data
const linesOf = (record: Readonly<Record<string, unknown>>) => record.lines as readonly Readonly<Record<string, unknown>>[]

it('reserves stock when an order is approved, and makes its shipment notice', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '4')

  const approved = await approve(order.id)

  expect(linesOf(approved)[0]).toMatchObject({ reserved: '4.000000', planned: '4.000000', waiting: '0.000000' })
  expect(await balanceOf(platform, shop)).toMatchObject({ onHand: '10.000000', reserved: '4.000000', free: '6.000000' })
  expect(await shipmentsOf(order.id)).toMatchObject([{ status: 'draft', totalQuantity: '4.000000' }])
})

it('takes stock out when the shipment leaves, and closes the order that has shipped whole', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '4')
  await approve(order.id)
  const [notice] = await shipmentsOf(order.id)

  await platform.records.transition(platform.admin, 'shipment', notice?.id ?? '', 'ship', {}, null)

  expect(await balanceOf(platform, shop)).toMatchObject({ onHand: '6.000000', reserved: '0.000000' })
  expect(await platform.records.get(platform.admin, 'order', order.id)).toMatchObject({ status: 'closed', shippedShare: '1.000000' })
})

it('makes the notice for the remainder when only a part ships', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '5')
  await approve(order.id)
  const [notice] = await shipmentsOf(order.id)
  const whole = await platform.records.get(platform.admin, 'shipment', notice?.id ?? '')
  const [line] = linesOf(whole)
  await platform.records.update(platform.admin, 'shipment', whole.id, { lines: [{ id: line?.id, quantity: '2' }] }, Number(whole.version))

  await platform.records.transition(platform.admin, 'shipment', whole.id, 'ship', {}, null)

  expect(await shipmentsOf(order.id)).toMatchObject([
    { status: 'shipped', totalQuantity: '2.000000' },
    { status: 'draft', totalQuantity: '3.000000' },
  ])
  expect(await balanceOf(platform, shop)).toMatchObject({ onHand: '8.000000', reserved: '3.000000' })
})

it('back-orders what is short, and refuses when asked to', async () => {
  const shop = await aShop(platform, { onHand: '3' })
  const waiting = await aSubmittedOrder(platform, shop, '5')
  const refused = await aSubmittedOrder(platform, shop, '5')

  const approved = await approve(waiting.id)
  const refusal = approve(refused.id, 'refuse')

  await expect(refusal).rejects.toBeInstanceOf(BlockedError)
  expect(linesOf(approved)[0]).toMatchObject({ reserved: '3.000000', waiting: '2.000000' })
  expect(await platform.records.get(platform.admin, 'order', refused.id)).toMatchObject({ status: 'submitted' })
})

it('says what is free and what was needed when it refuses', async () => {
  const shop = await aShop(platform, { onHand: '3' })
  const order = await aSubmittedOrder(platform, shop, '5')

  const refusal = await approve(order.id, 'refuse').catch((error: unknown) => error)

  expect(refusal).toMatchObject({ code: 'shortage', extra: { shortfalls: [{ item: shop.product, asked: '5', free: '3' }] } })
  expect((refusal as BlockedError).text.zh).toMatch(/^库存不足：产品\d+（可用 3，需要 5）。$/)
})

it('gives waiting lines the stock that comes in', async () => {
  const shop = await aShop(platform, { onHand: '1' })
  const order = await aSubmittedOrder(platform, shop, '4')
  await approve(order.id)
  await receive(platform, shop, '10')

  const allocated = await platform.records.transition(platform.admin, 'order', order.id, 'allocate', {}, null)

  expect(linesOf(allocated)[0]).toMatchObject({ reserved: '4.000000', waiting: '0.000000', planned: '4.000000' })
  expect(await shipmentsOf(order.id)).toHaveLength(2)
})

it('makes another notice for an order whose notice was cancelled, and ships it', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '4')
  await approve(order.id)
  const allocate = () => platform.records.transition(platform.admin, 'order', order.id, 'allocate', {}, null)
  await expect(allocate()).rejects.toBeInstanceOf(BlockedError)
  const [notice] = await shipmentsOf(order.id)
  await platform.records.transition(platform.admin, 'shipment', notice?.id ?? '', 'cancel', {}, null)
  const lead = await platform.as('salesLead')
  const { data: steps } = await platform.records.openActions(lead, 'order', order.id)

  const allocated = await allocate()

  expect(steps).toContainEqual({ name: 'allocate', open: true, reason: null })
  expect(linesOf(allocated)[0]).toMatchObject({ reserved: '4.000000', planned: '4.000000', unplanned: '0.000000' })
  const [cancelled, anew] = await shipmentsOf(order.id)
  expect([cancelled, anew]).toMatchObject([{ status: 'cancelled' }, { status: 'draft', totalQuantity: '4.000000' }])
  await platform.records.transition(platform.admin, 'shipment', anew?.id ?? '', 'ship', {}, null)
  expect(await platform.records.get(platform.admin, 'order', order.id)).toMatchObject({ status: 'closed', shippedShare: '1.000000' })
  expect(await balanceOf(platform, shop)).toMatchObject({ onHand: '6.000000', reserved: '0.000000' })
})

it('gives stock back when an order is cancelled, and cancels its notice', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '4')
  await approve(order.id)

  await platform.records.transition(platform.admin, 'order', order.id, 'cancel', { reason: '客户取消' }, null)

  expect(await balanceOf(platform, shop)).toMatchObject({ onHand: '10.000000', reserved: '0.000000', free: '10.000000' })
  expect(await shipmentsOf(order.id)).toMatchObject([{ status: 'cancelled' }])
})

it('does not approve beyond the customer’s credit, two orders at once included', async () => {
  const shop = await aShop(platform, { onHand: '100', creditLimit: '150' })
  const orders = [await aSubmittedOrder(platform, shop, '10'), await aSubmittedOrder(platform, shop, '10')]

  const outcomes = await Promise.allSettled(orders.map((order) => approve(order.id)))

  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await platform.records.get(platform.admin, 'customer', shop.customer)).toMatchObject({ exposure: '113.00' })
})

it('moves the average cost with what comes in, and books what leaves at it', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  await receive(platform, shop, '10', '8')
  const order = await aSubmittedOrder(platform, shop, '4')
  await approve(order.id)
  const [notice] = await shipmentsOf(order.id)

  await platform.records.transition(platform.admin, 'shipment', notice?.id ?? '', 'ship', {}, null)

  const { data } = await platform.records.list(platform.admin, 'stockMove', { where: { product: shop.product, kind: 'issue' } })
  expect(data).toMatchObject([{ quantity: '-4.000000', unitCost: '7.00000000', value: '-28.00' }])
})

it('does not ship twice', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const order = await aSubmittedOrder(platform, shop, '4')
  await approve(order.id)
  const [notice] = await shipmentsOf(order.id)
  const ship = () => platform.records.transition(platform.admin, 'shipment', notice?.id ?? '', 'ship', {}, null)

  const outcomes = await Promise.allSettled([ship(), ship(), ship()])

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  expect(await balanceOf(platform, shop)).toMatchObject({ onHand: '6.000000', reserved: '0.000000' })
})

it('merges two people’s changes of different fields, and shows both values of the same field', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await anOrder(platform, shop, { quantity: '1' })
  await platform.records.update(platform.admin, 'order', order.id, { note: '请尽快' }, 1)

  const merged = await platform.records.update(platform.admin, 'order', order.id, { address: '科苑路15号' }, 1)
  const clash = await platform.records.update(platform.admin, 'order', order.id, { note: '不急' }, 1).catch((error: unknown) => error)

  expect(merged).toMatchObject({ note: '请尽快', address: '科苑路15号', version: 3 })
  expect(clash).toBeInstanceOf(ConflictError)
  expect(clash).toMatchObject({ extra: { conflicts: [{ field: 'note', yours: '不急', theirs: '请尽快' }] } })
})

it('keeps version and history as they are when what is saved stood there before, and blames nobody for a version that never was', async () => {
  const { records, admin } = platform
  const shop = await aShop(platform, { onHand: '0' })
  const order = await anOrder(platform, shop, { quantity: '1' })
  const before = [await records.get(admin, 'order', order.id), (await records.history(admin, 'order', order.id, {})).data.length]
  const [line] = linesOf(await records.get(admin, 'order', order.id))

  const saved = await records.update(
    admin,
    'order',
    order.id,
    { dueOn: String(order.dueOn), lines: [{ id: line?.id, quantity: '1.0' }] },
    1,
  )

  expect(saved.version).toBe(1)
  expect([await records.get(admin, 'order', order.id), (await records.history(admin, 'order', order.id, {})).data.length]).toEqual(before)
  await expect(records.update(admin, 'order', order.id, { note: '?' }, 99)).rejects.toThrow(/第 99 版|version 99/)
})

it('lets a rep see and touch only their own orders', async () => {
  const ada = await platform.as('salesRep', 'ada')
  const bo = await platform.as('salesRep', 'bo')
  const shop = await aShop(platform, { onHand: '0', ...(ada.actor.id === null ? {} : { owner: ada.actor.id }) })
  const mine = await anOrder(platform, shop, { quantity: '1', context: ada })

  expect((await platform.records.list(bo, 'order', {})).data).toEqual([])
  await expect(platform.records.get(bo, 'order', mine.id)).rejects.toBeInstanceOf(NotFoundError)
  await expect(platform.records.update(bo, 'order', mine.id, { note: 'x' }, 1)).rejects.toBeInstanceOf(NotFoundError)
  expect(await platform.records.get(ada, 'order', mine.id)).not.toHaveProperty('margin')
})

it('computes lines and totals exactly', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await platform.records.create(platform.admin, 'order', {
    customer: shop.customer,
    warehouse: shop.warehouse,
    dueOn: '2099-01-01',
    lines: [
      { product: shop.product, quantity: '3', unitPrice: '33.335' },
      { product: shop.product, quantity: '0.1', unitPrice: '0.7' },
    ],
  })

  expect(linesOf(order)).toMatchObject([
    { amount: '100.01', tax: '13.00' },
    { amount: '0.07', tax: '0.01' },
  ])
  expect(order).toMatchObject({ subtotal: '100.08', tax: '13.01', total: '113.09' })
})

it('names every wrong value at once, each at its place', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const input = { customer: shop.customer, warehouse: shop.warehouse, dueOn: 'soon', lines: [{ product: shop.product, quantity: '-1' }] }

  const refusal = await platform.records.create(platform.admin, 'order', input).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(InvalidError)
  expect((refusal as InvalidError).errors.map((error) => error.at)).toEqual(['dueOn', 'lines.0.quantity'])
})

it('knows no line of an order that is only being made', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = { customer: shop.customer, warehouse: shop.warehouse, dueOn: '2099-01-01' }
  const line = { id: '5', product: shop.product, quantity: '1' }

  for (const lines of [
    [line],
    [
      { product: shop.product, quantity: '1' },
      { id: '5', remove: true },
    ],
  ])
    await expect(platform.records.create(platform.admin, 'order', { ...order, lines })).rejects.toMatchObject({ code: 'unknown-line' })
})

it('numbers orders of a day without a gap or a double', async () => {
  const shop = await aShop(platform, { onHand: '0' })

  const orders = await Promise.all(Array.from({ length: 20 }, () => anOrder(platform, shop, { quantity: '1' })))

  const numbers = orders.map((order) => Number(String(order.number).slice(-4))).sort((a, b) => a - b)
  expect(new Set(numbers).size).toBe(20)
  expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(19)
})

it('does not let go of what others refer to', async () => {
  const shop = await aShop(platform, { onHand: '1' })
  await anOrder(platform, shop, { quantity: '1' })

  const refusal = await platform.records.remove(platform.admin, 'customer', shop.customer, null).catch((error: unknown) => error)

  expect(refusal).toMatchObject({ code: 'referenced', extra: { references: [{ resource: 'order' }] } })
})

it('ships what a script puts together by hand, of its own order alone, and no more than is reserved', async () => {
  const shop = await aShop(platform, { onHand: '10' })
  const [order, other] = [await aSubmittedOrder(platform, shop, '4'), await aSubmittedOrder(platform, shop, '2')]
  await approve(order.id)
  await approve(other.id)
  const [notice] = await shipmentsOf(order.id)
  await platform.records.transition(platform.admin, 'shipment', notice?.id ?? '', 'cancel', {}, null)
  const lineOf = async (id: string) => linesOf(await platform.records.get(platform.admin, 'order', id))[0]?.id
  const byHand = async (source: string, quantity: string, to = shop) =>
    platform.records.create(platform.admin, 'shipment', {
      order: order.id,
      customer: to.customer,
      warehouse: to.warehouse,
      lines: [{ orderLine: await lineOf(source), quantity }],
    })

  const elsewhere = await aShop(platform, { onHand: '0' })
  for (const to of [
    { ...shop, customer: elsewhere.customer },
    { ...shop, warehouse: elsewhere.warehouse },
  ])
    await expect(byHand(order.id, '1', to)).rejects.toMatchObject({ errors: [{ at: 'customer' }] })
  await expect(byHand(other.id, '1')).rejects.toMatchObject({ errors: [{ at: 'lines.0.orderLine' }] })
  await expect(byHand(order.id, '5')).rejects.toMatchObject({ errors: [{ at: 'lines.0.quantity' }] })
  const [made, leftOver] = [await byHand(order.id, '4'), await byHand(order.id, '1')]
  await platform.records.transition(platform.admin, 'shipment', made.id, 'ship', {}, null)
  expect(await platform.records.get(platform.admin, 'order', order.id)).toMatchObject({ status: 'closed' })
  expect(await platform.records.get(platform.admin, 'shipment', leftOver.id)).toMatchObject({ status: 'cancelled' })
})
