import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { forgetDerived, settleDerived } from '../../src/design/derive.js'
import type { ChangeDraft } from '../../src/design/draft.js'
import { decimalOf } from '../../src/kernel/decimal.js'
import { ForbiddenError, InvalidError } from '../../src/kernel/errors.js'
import type { Context } from '../../src/records/door.js'
import { anOrder, aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let designer: Context
beforeAll(async () => {
  platform = await testPlatform()
  designer = await platform.as('designer')
})
afterAll(() => platform.drop())

const label = { zh: '新', en: 'New' }
/** As the designer, with the Model of now. */
const now = () => platform.contextFor(designer.actor)
const drafted = (draft: Partial<ChangeDraft>) => platform.design.create(now(), { set: [], add: [], ...draft })
async function published(draft: Partial<ChangeDraft>): Promise<number> {
  const { id } = await drafted(draft)
  return (await platform.design.publish(now(), id, 'test')).version
}

it('adds a field that is there for everybody at once, and keeps what stood in the table', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const before = await anOrder(platform, shop, { quantity: '1' })

  await published({ set: [{ definition: 'resource:order', patch: { fields: { x_colour: { kind: 'text', label } } } }] })

  const after = await platform.records.update(platform.admin, 'order', before.id, { x_colour: '红' }, 1)
  expect(after).toMatchObject({ number: before.number, total: before.total, x_colour: '红' })
  expect((await platform.records.list(platform.admin, 'order', { where: { x_colour: '红' } })).data.map((order) => order.id)).toEqual([
    before.id,
  ])
})

it('gives an added field a place on the form, and on lines, until somebody gives it another', async () => {
  const patch = { fields: { x_mark: { kind: 'text', label } } }
  await published({
    set: [
      { definition: 'resource:order', patch },
      { definition: 'resource:orderLine', patch },
    ],
  })
  const { order, orderLine } = platform.models.current().resources

  expect(order?.screens.form.at(-1)?.fields).toEqual(['note', 'syncState', 'x_colour', 'x_mark'])
  expect(orderLine?.screens.list).toContain('x_mark')
})

it('says what a change would touch before it is published', async () => {
  const { problems, impact } = await drafted({
    set: [{ definition: 'resource:customer', patch: { fields: { x_size: { kind: 'integer', label } } } }],
  })

  expect(problems).toEqual([])
  expect(impact?.tables).toMatchObject([{ table: 'customer', change: expect.stringContaining('add-column x_size') }])
  expect(impact?.roles).toContain('salesRep')
})

it('says which fields a change hides, and how many rows hold something there', async () => {
  const { impact } = await drafted({ set: [{ definition: 'resource:order', patch: { fields: { x_colour: null } } }] })

  expect(impact?.hidden).toEqual([{ field: 'order.x_colour', rows: 1 }])
})

it('adds a resource with its table, and its rows can be kept at once', async () => {
  const resource = {
    kind: 'resource',
    name: 'x_visit',
    label,
    title: 'x_topic',
    fields: { x_topic: { kind: 'text', label, required: true }, x_customer: { kind: 'belongsTo', target: 'customer', label } },
    permissions: { salesLead: { can: ['read', 'create'], rows: 'all' } },
  }
  await published({ add: [resource] })

  const lead = platform.contextFor((await platform.as('salesLead')).actor)
  const visit = await platform.records.create(lead, 'x_visit', { x_topic: '新品推介' })

  expect(await platform.records.get(lead, 'x_visit', visit.id)).toMatchObject({ x_topic: '新品推介' })
})

it('publishes nothing of a change-set with a mistake, and tells all of them', async () => {
  const version = platform.models.current().version
  const wrong = { x_a: { kind: 'money', label, formula: 'totl + 1' }, colour: { kind: 'text', label } }
  const { id, problems } = await drafted({ set: [{ definition: 'resource:order', patch: { fields: wrong } }] })

  const refusal = await platform.design.publish(now(), id, '').catch((error: unknown) => error)

  expect(problems.map((problem) => problem.code)).toEqual(expect.arrayContaining(['site-prefix']))
  expect(refusal).toBeInstanceOf(InvalidError)
  expect((refusal as InvalidError).errors.length).toBeGreaterThanOrEqual(2)
  expect(platform.models.current().version).toBe(version)
})

it('does not let designers shape a role they hold', async () => {
  const draft = { set: [{ definition: 'resource:customer', patch: { permissions: { designer: { can: ['read'], rows: 'all' } } } }] }
  const { id } = await drafted(draft)

  await expect(platform.design.publish(now(), id, '')).rejects.toBeInstanceOf(ForbiddenError)
})

/** The state "submitted" makes way for another. */
function heldPatch() {
  const states = ['draft', 'x_held', 'approved', 'closed', 'cancelled']
  return {
    workflow: {
      states,
      transitions: {
        submit: { to: 'x_held' },
        reject: { from: 'x_held' },
        approve: { from: 'x_held' },
        cancel: { from: ['draft', 'x_held', 'approved'] },
      },
    },
    fields: Object.fromEntries(['owner', 'dueOn', 'address'].map((name) => [name, { changeable: ['draft', 'x_held', 'approved'] }])),
    scopes: Object.fromEntries(['ownOpen', 'notYetApproved'].map((name) => [name, { status: ['draft', 'x_held'] }])),
  }
}

it('wants to know where records go whose state is taken away, and moves them', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await aSubmittedOrder(platform, shop, '1')
  const set = [{ definition: 'resource:order', patch: heldPatch() }]

  const lost = await drafted({ set })
  await published({ set, map: { order: { submitted: 'x_held' } } })

  expect(lost.problems).toMatchObject([{ code: 'state-in-use', at: 'resource:order.workflow.states' }])
  expect(await platform.records.get(platform.admin, 'order', order.id)).toMatchObject({ status: 'x_held' })
})

it('goes back to the core alone, and keeps the data of what it hides', async () => {
  await platform.records.list(platform.admin, 'order', { where: { status: 'x_held' } })
  const back = await drafted({ set: [{ definition: 'resource:order', patch: { label: { en: 'Order' } } }] })
  await expect(platform.design.restore(now(), 0, { note: 'core' })).rejects.toMatchObject({ errors: [{ code: 'state-in-use' }] })

  const { version } = await platform.design.restore(now(), 0, { note: 'core', map: { order: { x_held: 'draft' } } })

  expect(platform.models.current().version).toBe(version)
  expect(platform.models.current().resources.order?.fields).not.toHaveProperty('x_colour')
  const columns = await platform.database.query(`SELECT * FROM ${platform.database.dialect.quote('order')} LIMIT 1`)
  expect(Object.keys(columns[0] ?? {}).some((name) => name.startsWith('x_colour_'))).toBe(true)
  expect(back.problems).toEqual([])
})

const settled = async (order: string) => platform.records.get(platform.admin, 'order', order)

it('works a new formula out for the records there are, and sums of it further up', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await anOrder(platform, shop, { quantity: '3' })
  const { impact } = await drafted({
    set: [{ definition: 'resource:order', patch: { fields: { x_fee: { kind: 'money', label, formula: 'total * 0.1' } } } }],
  })
  expect(impact?.derived).toContainEqual({ field: 'order.x_fee', rows: expect.any(Number) })

  await published({
    set: [
      { definition: 'resource:order', patch: { fields: { x_fee: { kind: 'money', label, formula: 'total * 0.1' } } } },
      { definition: 'resource:customer', patch: { fields: { x_fees: { kind: 'money', label, formula: 'sum(orders.x_fee)' } } } },
    ],
  })

  const fee = decimalOf(String(order.total)).times('0.1').toFixed(2)
  expect(await settled(order.id)).toMatchObject({ x_fee: fee, version: order.version })
  expect(await platform.records.get(platform.admin, 'customer', shop.customer)).toMatchObject({ x_fees: fee })
})

it('works out anew what a changed formula gives, and goes on from there by differences', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await anOrder(platform, shop, { quantity: '2' })
  await published({ set: [{ definition: 'resource:order', patch: { fields: { x_fee: { formula: 'total * 0.2' } } } }] })
  const fee = decimalOf(String(order.total)).times('0.2')
  expect(await settled(order.id)).toMatchObject({ x_fee: fee.toFixed(2) })

  await anOrder(platform, shop, { quantity: '2' })
  expect(await platform.records.get(platform.admin, 'customer', shop.customer)).toMatchObject({ x_fees: fee.times(2).toFixed(2) })
})

it('finds records by a field that becomes searchable, and one that comes back knows what was written meanwhile', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const version = await published({ set: [{ definition: 'resource:customer', patch: { fields: { x_motto: { kind: 'text', label } } } }] })
  const { version: seen } = await platform.records.get(platform.admin, 'customer', shop.customer)
  await platform.records.update(platform.admin, 'customer', shop.customer, { x_motto: '精益求精' }, Number(seen))
  const found = async () => (await platform.records.list(platform.admin, 'customer', { search: '求精' })).data.map(({ id }) => id)
  expect(await found()).toEqual([])

  const searchable = await published({ set: [{ definition: 'resource:customer', patch: { fields: { x_motto: { searchable: true } } } }] })
  expect(await found()).toEqual([shop.customer])

  await platform.design.restore(now(), version, { note: '' })
  const again = await platform.records.get(platform.admin, 'customer', shop.customer)
  await platform.records.update(platform.admin, 'customer', shop.customer, { x_motto: '诚信为本' }, Number(again.version))
  await platform.design.restore(now(), searchable, { note: '' })
  expect(await found()).toEqual([])
  expect((await platform.records.list(platform.admin, 'customer', { search: '诚信' })).data.map(({ id }) => id)).toEqual([shop.customer])
})

it('works out what an interrupted publish left, and what a request of the version before wrote past it', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await anOrder(platform, shop, { quantity: '2' })
  const fee = (await settled(order.id)).x_fee
  const { quote } = platform.database.dialect
  const column = quote(platform.models.current().resources.order?.fields.x_fee?.column ?? '')
  const spoil = () => platform.database.execute(`UPDATE ${quote('order')} SET ${column} = NULL WHERE id = ?`, [order.id])
  const settle = (again: readonly string[]) => settleDerived(platform, platform.models.current(), again)

  await spoil()
  expect(await settle([])).toBe(0)
  expect(await settle(['order.x_fee'])).toBe(1)
  await spoil()
  await forgetDerived(platform.database, ['order.x_fee'])
  expect(await settle([])).toBe(1)

  expect(await settled(order.id)).toMatchObject({ x_fee: fee })
  const errands = await platform.database.query("SELECT run_at, created_at FROM dj_outbox WHERE topic = 'derive-fields'")
  expect(errands.length).toBeGreaterThan(0)
  for (const { run_at, created_at } of errands) expect(Date.parse(String(run_at))).toBeGreaterThan(Date.parse(String(created_at)) + 60_000)
})

it('moves records to another state, and the sums that were taken of the old one with them', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  await aSubmittedOrder(platform, shop, '2')
  const counted = { x_drafts: { kind: 'integer', label, formula: "count(orders, status = 'draft')" } }
  await published({ set: [{ definition: 'resource:customer', patch: { fields: counted } }] })
  const customer = () => platform.records.get(platform.admin, 'customer', shop.customer)
  expect(await customer()).toMatchObject({ x_drafts: '0' })

  await published({ set: [{ definition: 'resource:order', patch: heldPatch() }], map: { order: { submitted: 'draft' } } })
  expect(await customer()).toMatchObject({ x_drafts: '1' })
})

it('lets those who began with the version before write on, and those after it is gone', async () => {
  const before = platform.admin
  const counted = { x_orders: { kind: 'integer', label, formula: 'count(orders)' } }
  const version = platform.models.current().version
  await published({ set: [{ definition: 'resource:customer', patch: { fields: counted } }] })

  const meanwhile = await platform.records.create(before, 'customer', { code: 'M1', name: '期间' })
  expect(await platform.records.get(platform.admin, 'customer', meanwhile.id)).toMatchObject({ x_orders: '0' })

  await platform.design.restore(now(), version, { note: 'back' })
  const afterwards = await platform.records.create(platform.admin, 'customer', { code: 'M2', name: '之后' })
  expect(afterwards).not.toHaveProperty('x_orders')
})

const unitWorkflow = (...states: readonly string[]) => ({
  set: [
    {
      definition: 'resource:unit',
      patch: { workflow: { states, transitions: { begin: { from: states[0], to: states.at(-1) } } } },
    },
  ],
})

it('lets a workflow begin where records stand already, and again after it was hidden', async () => {
  const before = platform.admin
  const old = await platform.records.create(before, 'unit', { name: '打' })
  const version = platform.models.current().version
  const statusOf = async (id: string) => (await platform.records.get(platform.admin, 'unit', id)).status

  await published(unitWorkflow('x_new', 'x_used'))
  const meanwhile = await platform.records.create(before, 'unit', { name: '罗' })
  expect([await statusOf(old.id), await statusOf(meanwhile.id)]).toEqual(['x_new', 'x_new'])

  await platform.design.restore(now(), version, { note: 'hide' })
  const hidden = await platform.records.create(platform.admin, 'unit', { name: '令' })
  const { impact } = await drafted(unitWorkflow('x_fresh', 'x_stale'))
  expect(impact?.moved).toMatchObject([{ resource: 'unit', from: null, to: 'x_fresh' }])
  await published(unitWorkflow('x_fresh', 'x_stale'))
  expect([await statusOf(old.id), await statusOf(hidden.id)]).toEqual(['x_fresh', 'x_fresh'])
})

it('leaves a trace of every record that it moves to another state', async () => {
  await platform.design.restore(now(), 0, { note: 'core', map: { order: { x_held: 'draft' } } })
  const version = platform.models.current().version
  const order = await aSubmittedOrder(platform, await aShop(platform, { onHand: '0' }), '1')
  const change = { set: [{ definition: 'resource:order', patch: heldPatch() }], map: { order: { submitted: 'x_held' } } }
  const { impact } = await drafted(change)
  await published(change)

  expect(impact?.moved).toEqual([{ resource: 'order', from: 'submitted', to: 'x_held', rows: expect.any(Number) }])
  const { data } = await platform.records.history(platform.admin, 'order', order.id, {})
  expect(data[0]).toMatchObject({
    action: 'update',
    actor: { id: designer.actor.id },
    changes: [{ field: 'status', old: 'submitted', new: 'x_held' }],
  })
  // Who opened it before saves another field all the same: the trail tells that only the state changed.
  expect(await platform.records.update(platform.admin, 'order', order.id, { note: '加急' }, Number(order.version))).toMatchObject({
    note: '加急',
  })
  await platform.design.restore(now(), version, { note: 'back', map: { order: { x_held: 'submitted' } } })
})

it('makes a field unique only where it is, and lets go of it again', async () => {
  const named = (name: string) =>
    platform.records.create(platform.admin, 'supplier', { code: `${name}-${Math.random()}`, name, note: 'n1' })
  await named('甲')
  const second = await named('乙')
  const set = [{ definition: 'resource:supplier', patch: { fields: { x_tag: { kind: 'text', label } } } }]
  await published({ set })
  const tag = (id: string, value: string, version: number) =>
    platform.records.update(platform.admin, 'supplier', id, { x_tag: value }, version)
  const first = await named('丙')
  await tag(first.id, 'same', 1)
  await tag(second.id, 'same', 1)
  const version = platform.models.current().version
  const unique = [{ definition: 'resource:supplier', patch: { fields: { x_tag: { unique: true } } } }]

  expect((await drafted({ set: unique })).problems).toMatchObject([{ code: 'not-unique-yet', at: 'resource:supplier' }])
  await tag(second.id, 'other', 2)
  await published({ set: unique })
  await expect(tag(second.id, 'same', 3)).rejects.toMatchObject({ errors: [{ at: 'x_tag', code: 'not-unique' }] })

  await platform.design.restore(now(), version, { note: 'back' })
  expect(await tag(second.id, 'same', 3)).toMatchObject({ x_tag: 'same' })
  await expect(published({ set: unique })).rejects.toMatchObject({ errors: [{ code: 'not-unique-yet' }] })
})
