// Whatever people do to stock in whatever order, the database holds what a page of sums says it must.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DanjuError } from '../../src/kernel/errors.js'
import { brokenInvariants } from '../../src/records/invariants.js'
import { testWorld } from '../support/database.js'
import { aShop, aSubmittedOrder, balanceOf, receive, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

const runs = Number(process.env.DANJU_RUNS ?? (testWorld() === 'embedded' ? 100 : 40))
const seed = Number(process.env.DANJU_SEED ?? Math.floor(Math.random() * 2 ** 31))

let platform: TestPlatform
beforeAll(async () => {
  platform = await testPlatform()
})
afterAll(() => platform.drop())

/** An order as the sums know it; whole units, so that they can be counted on fingers. */
interface Sold {
  readonly id: string
  readonly wanted: number
  status: 'submitted' | 'approved' | 'closed' | 'cancelled'
  held: number
  shipped: number
  /** Units on its open shipment notices. */
  noticed: number[]
}

class Sums {
  onHand = 0
  readonly orders: Sold[] = []
  reserved = (): number => this.orders.reduce((sum, order) => sum + order.held, 0)
  free = (): number => this.onHand - this.reserved()
}

interface World {
  readonly shop: Shop
  readonly sums: Sums
}

type Command =
  | { readonly do: 'receive' | 'correct' | 'order'; readonly quantity: number }
  | { readonly do: 'approve'; readonly which: number; readonly shortage: 'refuse' | 'backorder' }
  | { readonly do: 'allocate' | 'cancel' | 'close' | 'ship' | 'replay'; readonly which: number }

const which = fc.nat({ max: 7 })
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: fc.constantFrom('receive', 'correct', 'order'), quantity: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constant('order' as const), quantity: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ do: fc.constant('approve' as const), which, shortage: fc.constantFrom('refuse', 'backorder') }),
  fc.record({ do: fc.constantFrom('allocate', 'cancel', 'close', 'ship', 'ship', 'replay'), which }),
)

const admin = () => platform.admin
const take = (resource: string, id: string, name: string, answers = {}) =>
  platform.records.transition(admin(), resource, id, name, answers, null)

/** @returns whether it was done; refusals are answers, everything else is a fault */
async function isDone(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof DanjuError) return false
      throw error
    },
  )
}

async function obey(world: World, one: Command): Promise<void> {
  if ('quantity' in one) return entered(world, one)
  const order = world.sums.orders[one.which % Math.max(1, world.sums.orders.length)]
  if (order === undefined) return
  if (one.do === 'approve') return approved(world, order, one.shortage)
  if (one.do === 'ship') return shipped(world, order)
  if (one.do === 'replay') return replayed(order)
  if (one.do === 'allocate') return allocated(world, order)
  return ended(order, one.do)
}

async function entered(world: World, one: Extract<Command, { readonly quantity: number }>): Promise<void> {
  if (one.do === 'receive') return received(world, one.quantity)
  return one.do === 'correct' ? corrected(world, one.quantity) : ordered(world, one.quantity)
}

async function received({ shop, sums }: World, quantity: number): Promise<void> {
  await receive(platform, shop, String(quantity))
  sums.onHand += quantity
}

/** Takes away: only what is held for nobody. */
async function corrected({ shop, sums }: World, quantity: number): Promise<void> {
  const lines = [{ product: shop.product, quantity: String(-quantity) }]
  const { id } = await platform.records.create(admin(), 'stockAdjustment', {
    kind: 'correct',
    warehouse: shop.warehouse,
    reason: 'count',
    lines,
  })
  const may = sums.free() >= quantity
  expect(await isDone(take('stockAdjustment', id, 'confirm'))).toBe(may)
  if (may) sums.onHand -= quantity
}

async function ordered({ shop, sums }: World, quantity: number): Promise<void> {
  const { id } = await aSubmittedOrder(platform, shop, String(quantity))
  sums.orders.push({ id, wanted: quantity, status: 'submitted', held: 0, shipped: 0, noticed: [] })
}

async function approved({ sums }: World, order: Sold, shortage: 'refuse' | 'backorder'): Promise<void> {
  const may = order.status === 'submitted' && (shortage === 'backorder' || sums.free() >= order.wanted)
  expect(await isDone(take('order', order.id, 'approve', { shortage }))).toBe(may)
  if (!may) return
  order.status = 'approved'
  hold(sums, order)
}

function hold(sums: Sums, order: Sold): void {
  const got = Math.min(sums.free(), order.wanted - order.held - order.shipped)
  order.held += got
  const unplanned = order.held - order.noticed.reduce((sum, one) => sum + one, 0)
  if (unplanned > 0) order.noticed.push(unplanned)
}

/** Only what still waits can be given stock. */
async function allocated({ sums }: World, order: Sold): Promise<void> {
  const may = order.status === 'approved' && order.wanted > order.held + order.shipped
  expect(await isDone(take('order', order.id, 'allocate'))).toBe(may)
  if (may) hold(sums, order)
}

async function noticesOf(order: Sold): Promise<readonly string[]> {
  const { data } = await platform.records.list(admin(), 'shipment', { where: { order: order.id, status: 'draft' }, sort: 'id' })
  return data.map((notice) => notice.id)
}

async function shipped({ sums }: World, order: Sold): Promise<void> {
  const notices = await noticesOf(order)
  expect(notices).toHaveLength(order.noticed.length)
  const [first] = notices
  if (first === undefined) return
  const quantity = order.noticed.shift() ?? 0
  await take('shipment', first, 'ship')
  sums.onHand -= quantity
  order.held -= quantity
  order.shipped += quantity
  if (order.shipped === order.wanted) order.status = 'closed'
}

/** What has left cannot leave again. */
async function replayed(order: Sold): Promise<void> {
  const { data } = await platform.records.list(admin(), 'shipment', { where: { order: order.id, status: 'shipped' } })
  for (const notice of data) expect(await isDone(take('shipment', notice.id, 'ship'))).toBe(false)
  if (order.status !== 'submitted') expect(await isDone(take('order', order.id, 'approve', { shortage: 'backorder' }))).toBe(false)
}

async function ended(order: Sold, how: 'cancel' | 'close'): Promise<void> {
  const may = how === 'close' ? order.status === 'approved' : ['submitted', 'approved'].includes(order.status) && order.shipped === 0
  expect(await isDone(take('order', order.id, how, how === 'cancel' ? { reason: '客户' } : {}))).toBe(may)
  if (!may) return
  order.status = how === 'close' ? 'closed' : 'cancelled'
  order.held = 0
  order.noticed = []
}

async function assertSame({ shop, sums }: World): Promise<void> {
  if (sums.onHand > 0 || sums.orders.some((order) => order.status !== 'submitted')) {
    const balance = await balanceOf(platform, shop).catch(() => ({ onHand: '0', reserved: '0', free: '0' }))
    const found = [balance.onHand, balance.reserved, balance.free].map(Number)
    expect(found).toEqual([sums.onHand, sums.reserved(), sums.free()])
  }
  const { data } = await platform.records.list(admin(), 'order', {
    where: { customer: shop.customer },
    sort: 'id',
    include: ['lines'],
    size: 200,
  })
  const found = data.map(({ id, status, lines }) => {
    const [line] = lines as readonly Readonly<Record<string, unknown>>[]
    return [id, status, Number(line?.reserved), Number(line?.shipped)]
  })
  expect(found).toEqual(sums.orders.map((order) => [order.id, order.status, order.held, order.shipped]))
}

it(`holds what the sums say after every one of 20 commands (${runs} runs, seed ${seed})`, async () => {
  const property = fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 20 }), async (commands) => {
    const world: World = { shop: await aShop(platform, { onHand: '0' }), sums: new Sums() }
    for (const one of commands) {
      await obey(world, one)
      await assertSame(world)
    }
    expect(await brokenInvariants({ sql: platform.database, clock: platform.clock }, platform.models.current())).toEqual([])
  })

  await fc.assert(property, { seed, numRuns: runs, endOnFailure: false })
}, 600_000)
