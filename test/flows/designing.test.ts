import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { ChangeDraft } from '../../src/design/draft.js'
import { ForbiddenError, InvalidError } from '../../src/kernel/errors.js'
import type { Context } from '../../src/records/door.js'
import { anOrder, aShop, aSubmittedOrder, type TestPlatform, testPlatform } from '../support/platform.js'

let platform: TestPlatform
let designer: Context
beforeAll(async () => {
  platform = await testPlatform()
  designer = await platform.as('designer')
}, 60_000)
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

it('says what a change would touch before it is published', async () => {
  const { problems, impact } = await drafted({
    set: [{ definition: 'resource:customer', patch: { fields: { x_size: { kind: 'integer', label } } } }],
  })

  expect(problems).toEqual([])
  expect(impact?.tables).toMatchObject([{ table: 'customer', change: expect.stringContaining('add-column x_size') }])
  expect(impact?.roles).toContain('salesRep')
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

it('wants to know where records go whose state is taken away, and moves them', async () => {
  const shop = await aShop(platform, { onHand: '0' })
  const order = await aSubmittedOrder(platform, shop, '1')
  const states = ['draft', 'x_held', 'approved', 'closed', 'cancelled']
  const patch = {
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
    scopes: { ownOpen: { status: ['draft', 'x_held'] } },
  }
  const set = [{ definition: 'resource:order', patch }]

  const lost = await drafted({ set })
  await published({ set, map: { order: { submitted: 'x_held' } } })

  expect(lost.problems).toMatchObject([{ code: 'state-in-use', at: 'resource:order.workflow.states' }])
  expect(await platform.records.get(platform.admin, 'order', order.id)).toMatchObject({ status: 'x_held' })
})

it('goes back to the core alone, and keeps the data of what it hides', async () => {
  await platform.records.list(platform.admin, 'order', { where: { status: 'x_held' } })
  const back = await drafted({ set: [{ definition: 'resource:order', patch: { label: { en: 'Order' } } }] })
  await platform.database.execute(`UPDATE ${platform.database.dialect.quote('order')} SET status = 'draft' WHERE status = 'x_held'`)

  const { version } = await platform.design.restore(now(), 0, 'core')

  expect(platform.models.current().version).toBe(version)
  expect(platform.models.current().resources.order?.fields).not.toHaveProperty('x_colour')
  const columns = await platform.database.query(`SELECT * FROM ${platform.database.dialect.quote('order')} LIMIT 1`)
  expect(Object.keys(columns[0] ?? {}).some((name) => name.startsWith('x_colour_'))).toBe(true)
  expect(back.problems).toEqual([])
})
