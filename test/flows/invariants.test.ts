import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { brokenInvariants } from '../../src/records/invariants.js'
import { aShop, aSubmittedOrder, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let shop: Shop
let order: string
beforeAll(async () => {
  platform = await testPlatform()
  shop = await aShop(platform, { onHand: '10' })
  order = (await aSubmittedOrder(platform, shop, '4')).id
  await platform.records.transition(platform.admin, 'order', order, 'approve', { shortage: 'refuse' }, null)
})
afterAll(() => platform.drop())

/** A wrong row, as somebody at the database might leave it: one cell of one record of the shop. */
interface Fault {
  readonly invariant: string
  readonly resource: string
  readonly field: string
  readonly wrong: string
  /** Which record, and by which field it is found. */
  readonly at: (shop: Shop) => readonly [field: string, value: string]
  /** What else is broken by the same row; the named one must be among all. */
  readonly also?: readonly string[]
}

const ofProduct = (at: Shop) => ['product', at.product] as const
const byCell: readonly Fault[] = [
  { invariant: 'exposureOfCustomer', resource: 'customer', field: 'exposure', wrong: '1', at: (at) => ['id', at.customer] },
  { invariant: 'issuedIsShipped', resource: 'stockMove', field: 'kind', wrong: 'issue', at: ofProduct },
  {
    invariant: 'nothingHeldForEndedOrders',
    resource: 'order',
    field: 'status',
    wrong: 'cancelled',
    at: () => ['id', order],
    also: ['exposureOfCustomer'],
  },
  {
    invariant: 'onHandIsMovesOfProduct',
    resource: 'stockBalance',
    field: 'onHand',
    wrong: '11',
    at: ofProduct,
    also: ['onHandIsMovesOfWarehouse'],
  },
  {
    invariant: 'onHandIsMovesOfWarehouse',
    resource: 'stockMove',
    field: 'quantity',
    wrong: '9',
    at: ofProduct,
    also: ['onHandIsMovesOfProduct'],
  },
  {
    invariant: 'reservationHasLine',
    resource: 'stockReservation',
    field: 'orderLine',
    wrong: '1',
    at: ofProduct,
    also: ['reservedOfLine'],
  },
  {
    invariant: 'reservedIsReservationsOfProduct',
    resource: 'stockBalance',
    field: 'reserved',
    wrong: '3',
    at: ofProduct,
    also: ['reservedIsReservationsOfWarehouse'],
  },
  {
    invariant: 'reservedIsReservationsOfWarehouse',
    resource: 'stockReservation',
    field: 'quantity',
    wrong: '5',
    at: ofProduct,
    also: ['reservedIsReservationsOfProduct', 'reservedOfLine'],
  },
  { invariant: 'reservedOfLine', resource: 'orderLine', field: 'reserved', wrong: '2', at: ofProduct },
  {
    invariant: 'reservedWithinOnHand',
    resource: 'stockBalance',
    field: 'onHand',
    wrong: '3',
    at: ofProduct,
    also: ['onHandIsMovesOfProduct', 'onHandIsMovesOfWarehouse'],
  },
  { invariant: 'shippedWithinOrdered', resource: 'orderLine', field: 'shipped', wrong: '5', at: ofProduct },
  { invariant: 'totalOfOrder', resource: 'order', field: 'subtotal', wrong: '1', at: () => ['id', order] },
]

const namesOfBroken = async () =>
  (await brokenInvariants({ sql: platform.database, clock: platform.clock }, platform.models.current())).map((one) => one.invariant)

it('finds nothing wrong with books nobody has touched', async () => {
  expect(await namesOfBroken()).toEqual([])
})

it('knows a fault for every invariant there is', () => {
  expect(byCell.map((fault) => fault.invariant).sort()).toEqual(Object.keys(platform.models.current().invariants).sort())
})

it.each(byCell)(
  'names $invariant when the $field of a $resource is wrong',
  async ({ invariant, resource, field, wrong, at, also = [] }) => {
    const cell = cellOf(resource, field, at(shop))
    const right = await cell.read()

    await cell.write(wrong)

    const broken = await namesOfBroken()
    await cell.write(right)
    expect(broken.sort()).toEqual([invariant, ...also].sort())
    expect(await namesOfBroken()).toEqual([])
  },
)

/** One cell of one record, past the door. */
function cellOf(resource: string, field: string, [key, value]: readonly [string, string]) {
  const { database, models } = platform
  const { quote } = database.dialect
  const model = models.current().resources[resource]
  const column = (name: string) => quote(model?.fields[name]?.column ?? '')
  const [table, where] = [quote(model?.table ?? ''), `WHERE ${column(key)} = ?`]
  return {
    read: async () => (await database.query(`SELECT ${column(field)} AS cell FROM ${table} ${where}`, [value]))[0]?.cell,
    write: (cell: unknown) => database.execute(`UPDATE ${table} SET ${column(field)} = ? ${where}`, [cell, value]),
  }
}
