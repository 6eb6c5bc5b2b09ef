import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Context, RecordView } from '../../src/records/door.js'
import { aShop, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let shop: Shop
beforeAll(async () => {
  platform = await testPlatform()
  shop = await aShop(platform, { onHand: '100' })
})
afterAll(() => platform.drop())

type Line = Readonly<Record<string, unknown>> & { readonly id: string }
const linesOf = (record: RecordView) => record.lines as readonly Line[]
const step = (resource: string, id: string, name: string, answers = {}) =>
  platform.records.transition(platform.admin, resource, id, name, answers, null)
const read = (resource: string, id: string) => platform.records.get(platform.admin, resource, id)

async function anOrderOfTwo(owner: Context, of: Shop): Promise<RecordView> {
  const dueOn = new Date(platform.clock.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const { customer, warehouse, product } = of
  const lines = [
    { product, quantity: '1' },
    { product, quantity: '2' },
  ]
  return platform.records.create(owner, 'order', { customer, warehouse, dueOn, lines })
}

/** An order of two lines that has come so far. */
async function anOrderIn(state: string, owner = platform.admin, of = shop): Promise<RecordView> {
  const { id } = await anOrderOfTwo(owner, of)
  if (state !== 'draft') await step('order', id, 'submit')
  if (state === 'approved' || state === 'closed') await step('order', id, 'approve')
  if (state === 'closed') await step('order', id, 'close')
  if (state === 'cancelled') await step('order', id, 'cancel', { reason: '不要了' })
  return read('order', id)
}

async function aShipmentIn(state: string): Promise<RecordView> {
  const order = await anOrderIn('approved')
  const { data } = await platform.records.list(platform.admin, 'shipment', { where: { order: order.id } })
  const id = data[0]?.id ?? ''
  if (state !== 'draft') await step('shipment', id, state === 'shipped' ? 'ship' : 'cancel')
  return read('shipment', id)
}

async function anAdjustmentIn(state: string): Promise<RecordView> {
  const lines = ['1', '2'].map((quantity) => ({ product: shop.product, quantity, unitCost: '6' }))
  const { id } = await platform.records.create(platform.admin, 'stockAdjustment', {
    kind: 'receive',
    warehouse: shop.warehouse,
    reason: 'other',
    lines,
  })
  if (state !== 'draft') await step('stockAdjustment', id, state === 'confirmed' ? 'confirm' : 'cancel')
  return read('stockAdjustment', id)
}

const written = ['product', 'quantity', 'orderLine']

/** The three ways to change which lines there are, and in which order. */
function changesOf(record: RecordView): Readonly<Record<string, readonly unknown[]>> {
  const [one, two] = linesOf(record)
  const copied = written.flatMap((name) => (one?.[name] === undefined ? [] : [[name, idIn(one[name])]]))
  return {
    add: [{ id: one?.id }, { id: two?.id }, Object.fromEntries(copied)],
    remove: [{ id: one?.id, remove: true }],
    reorder: linesOf(record)
      .map(({ id }) => ({ id }))
      .reverse(),
  }
}

const idIn = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : value)

const change = (context: Context, resource: string, record: RecordView, lines: readonly unknown[]) =>
  platform.records.update(context, resource, record.id, { lines }, Number(record.version))

/** What came of each change: what is said of the lines, or `changed`. */
async function outcomesFor(context: Context, resource: string, record: RecordView): Promise<Readonly<Record<string, unknown>>> {
  const outcomes: Record<string, unknown> = {}
  for (const [name, lines] of Object.entries(changesOf(record)))
    outcomes[name] = await change(context, resource, record, lines).then(
      () => 'changed',
      (error: { code?: string; errors?: readonly { at: string; code: string }[] }) =>
        error.errors?.flatMap(({ at, code }) => (at === 'lines' ? [code] : [])).join() ?? error.code,
    )
  return outcomes
}

const frozen = { add: 'not-changeable', remove: 'not-changeable', reorder: 'not-changeable' }

describe('lines stay what they are', () => {
  it.each(['submitted', 'approved', 'closed', 'cancelled'])('of an order that is %s, for a lead and an administrator', async (state) => {
    const lead = await platform.as('salesLead')
    const order = await anOrderIn(state)

    for (const context of [lead, platform.admin]) expect(await outcomesFor(context, 'order', order)).toEqual(frozen)

    expect(linesOf(await read('order', order.id))).toEqual(linesOf(order))
  })

  it('of an order that is submitted, for the rep who placed it', async () => {
    const rep = await platform.as('salesRep')
    const order = await anOrderIn('submitted', rep, await aShop(platform, { onHand: '0', owner: rep.actor.id ?? '' }))

    expect(await outcomesFor(rep, 'order', order)).toEqual(frozen)
  })

  it.each(['shipped', 'cancelled'])('of a shipment that is %s, for the warehouse and an administrator', async (state) => {
    const warehouse = await platform.as('warehouse')
    const shipment = await aShipmentIn(state)

    for (const context of [warehouse, platform.admin]) expect(await outcomesFor(context, 'shipment', shipment)).toEqual(frozen)
  })

  it.each(['confirmed', 'cancelled'])('of a stock adjustment that is %s, for the warehouse and an administrator', async (state) => {
    const warehouse = await platform.as('warehouse')
    const adjustment = await anAdjustmentIn(state)

    for (const context of [warehouse, platform.admin]) expect(await outcomesFor(context, 'stockAdjustment', adjustment)).toEqual(frozen)
  })
})

describe('what is not frozen', () => {
  it('are the lines of drafts', async () => {
    const drafts = { order: await anOrderIn('draft'), stockAdjustment: await anAdjustmentIn('draft') }

    for (const [resource, { id }] of Object.entries(drafts))
      for (const name of ['add', 'reorder', 'remove']) {
        const record = await read(resource, id)
        expect(await change(platform.admin, resource, record, changesOf(record)[name] ?? [])).toMatchObject({ id })
      }
  })

  it('is the due day of an approved order, sent together with its lines as they are', async () => {
    const lead = await platform.as('salesLead')
    const order = await anOrderIn('approved')
    const lines = linesOf(order).map(({ id, quantity }) => ({ id, quantity }))

    const changed = await platform.records.update(lead, 'order', order.id, { dueOn: '2099-01-01', lines }, Number(order.version))

    expect(changed).toMatchObject({ dueOn: '2099-01-01' })
  })
})

describe('the day a shipment left', () => {
  it('is written by the step alone', async () => {
    const shipped = await aShipmentIn('shipped')
    expect(shipped.shippedOn).not.toBeNull()

    const warehouse = await platform.as('warehouse')
    const refusal = platform.records.update(warehouse, 'shipment', shipped.id, { shippedOn: '2020-01-01' }, Number(shipped.version))

    await expect(refusal).rejects.toMatchObject({ code: 'unwritable-field' })
  })
})

describe('a line that something refers to', () => {
  it('is not removed, and what refers to it is named', async () => {
    const draft = await anOrderIn('draft')
    const [one, two] = linesOf(draft)
    const shipmentLine = linesOf(await aShipmentIn('draft'))[0]?.id
    const refer = (line: unknown) =>
      platform.database.execute('UPDATE shipment_line SET order_line_id = ? WHERE id = ?', [line, shipmentLine])
    await refer(one?.id)

    const refusal = await change(platform.admin, 'order', draft, [{ id: one?.id, remove: true }]).catch((error: unknown) => error)
    const other = await change(platform.admin, 'order', draft, [{ id: two?.id, remove: true }])

    expect(refusal).toMatchObject({ code: 'referenced', extra: { references: [{ resource: 'shipmentLine', ids: [shipmentLine] }] } })
    expect(linesOf(other).map(({ id }) => id)).toEqual([one?.id])
  })
})
