import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { RecordView } from '../../src/records/door.js'
import { aShop, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let shop: Shop
beforeAll(async () => {
  platform = await testPlatform()
  shop = await aShop(platform, { onHand: '0' })
})
afterAll(() => platform.drop())

const line = (quantity: string) => ({ product: shop.product, quantity })
const linesOf = (record: RecordView) =>
  record.lines as readonly { readonly id: string; readonly quantity: string; readonly position: string }[]
const quantities = (record: RecordView) => linesOf(record).map(({ quantity }) => Number(quantity))
const change = (record: RecordView, lines: readonly unknown[]) =>
  platform.records.update(platform.admin, 'order', record.id, { lines }, Number(record.version))
const read = (record: RecordView) => platform.records.get(platform.admin, 'order', record.id)

async function anOrderOf(...each: readonly string[]): Promise<RecordView> {
  const dueOn = new Date(platform.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const { customer, warehouse } = shop
  return platform.records.create(platform.admin, 'order', { customer, warehouse, dueOn, lines: each.map(line) })
}

it('keeps lines in the order they were sent in, in what is answered and in what is read later', async () => {
  const order = await anOrderOf('1', '2', '3')
  const [one, two, three] = linesOf(order)

  const moved = await change(order, [{ id: three?.id }, line('9'), { id: one?.id, quantity: '4' }, { id: two?.id }])

  expect(quantities(moved)).toEqual([3, 9, 4, 2])
  expect(linesOf(await read(order)).map(({ position, quantity }) => [position, Number(quantity)])).toEqual([
    ['1', 3],
    ['2', 9],
    ['3', 4],
    ['4', 2],
  ])
})

it('leaves lines where they are that a change does not name, and puts new ones behind them', async () => {
  const order = await anOrderOf('1', '2', '3')
  const [one, two, three] = linesOf(order)
  const moved = await change(order, [{ id: three?.id }, { id: two?.id }, { id: one?.id }])

  const grown = await change(moved, [{ id: one?.id, quantity: '5' }, line('7')])
  expect(quantities(grown)).toEqual([3, 2, 5, 7])

  expect(quantities(await change(grown, [{ id: two?.id, remove: true }]))).toEqual([3, 5, 7])
  expect(quantities(await read(order))).toEqual([3, 5, 7])
})

it('neither loses nor doubles a line that is named twice', async () => {
  const order = await anOrderOf('1', '2')
  const [one, two] = linesOf(order)

  const partly = await change(order, [
    { id: one?.id, quantity: '5' },
    { id: one?.id, quantity: '6' },
  ])
  expect(quantities(partly)).toEqual([6, 2])

  const whole = await change(partly, [{ id: two?.id }, { id: one?.id }, { id: two?.id }])
  expect(quantities(whole)).toEqual([2, 6])
  expect(quantities(await read(order))).toEqual([2, 6])
})

it('takes the order of lines from nobody but the order they are sent in', async () => {
  const order = await anOrderOf('1', '2')

  const refusal = change(order, [{ id: linesOf(order)[0]?.id, position: 2 }])

  await expect(refusal).rejects.toMatchObject({ code: 'unwritable-field' })
})

it('reads lines that were made before they had places in the order they were made', async () => {
  const order = await anOrderOf('1', '2', '3')
  const { quote } = platform.database.dialect
  await platform.database.execute(`UPDATE ${quote('order_line')} SET position = NULL WHERE order_id = ?`, [order.id])
  const [one, two] = linesOf(order)

  expect(quantities(await read(order))).toEqual([1, 2, 3])
  expect(
    quantities(
      await change(order, [
        { id: one?.id, quantity: '8' },
        { id: two?.id, quantity: '6' },
      ]),
    ),
  ).toEqual([8, 6, 3])
  expect(quantities(await read(order))).toEqual([8, 6, 3])
})
