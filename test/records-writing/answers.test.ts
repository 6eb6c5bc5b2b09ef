// What a transition is answered with goes into the row: it is checked as what is written by hand.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { todayOf } from '../../src/kernel/clock.js'
import type { Context, Input } from '../../src/records/door.js'
import { anOrder, aShop, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

const label = { zh: '新', en: 'New' }
const partner = { kind: 'belongsTo', target: 'customer', label }
const change = {
  fields: {
    x_partner: partner,
    x_paper: { kind: 'file', label },
    x_since: { kind: 'date', label },
    x_town: { kind: 'text', label },
    x_by: { kind: 'belongsTo', target: 'user', label },
  },
  workflow: {
    transitions: {
      submit: {
        ask: {
          partner: { ...partner, where: { status: 'active' } },
          witness: partner,
          paper: { kind: 'file', label },
          since: { kind: 'date', label, default: { now: 'date' } },
          town: { kind: 'text', label, default: { from: 'customer.name' } },
          by: { kind: 'belongsTo', target: 'user', label, default: { actor: 'id' } },
        },
        set: {
          x_partner: { answer: 'partner' },
          x_paper: { answer: 'paper' },
          x_since: { answer: 'since' },
          x_town: { answer: 'town' },
          x_by: { answer: 'by' },
        },
      },
    },
  },
}

let platform: TestPlatform
let ada: Context
let shop: Shop
beforeAll(async () => {
  platform = await testPlatform()
  const designer = await platform.as('designer')
  const set = [
    { definition: 'resource:order', patch: change },
    { definition: 'resource:customer', patch: { fields: { orders: { by: 'customer' } } } },
  ]
  const { id, problems } = await platform.design.create(designer, { set, add: [], map: {} })
  expect(problems).toEqual([])
  await platform.design.publish(designer, id, 'test')
  ada = platform.contextFor((await platform.as('salesRep', 'ada')).actor)
  shop = await aShop(platform, { onHand: '0', owner: ada.actor.id ?? '' })
})
afterAll(() => platform.drop())

async function submitted(answers: Input) {
  const order = await anOrder(platform, shop, { quantity: '1', context: ada })
  await platform.records.transition(ada, 'order', order.id, 'submit', answers, null)
  return platform.records.get(platform.admin, 'order', order.id)
}

async function aFileOf(owner: string | null): Promise<string> {
  const id = platform.ids()
  const sql =
    'INSERT INTO dj_file (id, name, media_type, size_bytes, sha256, location, owner_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
  await platform.database.execute(sql, [id, 'a.png', 'image/png', 1, '0', id, owner, new Date(platform.clock.now()).toISOString()])
  return id
}

it('refuses a record that is not there, or that the person may not read', async () => {
  const others = (await aShop(platform, { onHand: '0' })).customer

  for (const id of ['999', others]) {
    await expect(submitted({ partner: id })).rejects.toMatchObject({ errors: [{ at: 'partner', code: 'unknown-reference' }] })
    await expect(submitted({ witness: id })).rejects.toMatchObject({ errors: [{ at: 'witness', code: 'unknown-reference' }] })
  }
})

it('refuses a record that the question does not let be chosen', async () => {
  const { customer } = await aShop(platform, { onHand: '0', owner: ada.actor.id ?? '' })
  await platform.records.transition(platform.admin, 'customer', customer, 'deactivate', {}, null)

  await expect(submitted({ partner: customer })).rejects.toMatchObject({ errors: [{ at: 'partner', code: 'not-choosable' }] })
})

it('refuses a file of somebody else, and keeps one’s own with the record', async () => {
  const [mine, others] = [await aFileOf(ada.actor.id), await aFileOf(platform.admin.actor.id)]

  await expect(submitted({ paper: others })).rejects.toMatchObject({ errors: [{ at: 'paper', code: 'unknown-file' }] })
  const order = await submitted({ paper: mine, partner: shop.customer })

  expect(order).toMatchObject({ x_partner: { id: shop.customer } })
  const [file] = await platform.database.query('SELECT resource, record_id, field FROM dj_file WHERE id = ?', [mine])
  expect(file).toMatchObject({ resource: 'order', record_id: order.id, field: 'x_paper' })
  const [step] = (await platform.records.history(platform.admin, 'order', order.id, { of: ['step'] })).data
  for (const id of [mine, shop.customer, ada.actor.id]) expect(step?.note).not.toContain(id)
})

it('lets defaults of questions hold, whoever asks', async () => {
  const { name } = await platform.records.get(platform.admin, 'customer', shop.customer)

  expect(await submitted({})).toMatchObject({ x_since: todayOf(platform.clock), x_town: name, x_by: { id: ada.actor.id } })
})
