// What a rule hides on the form nobody can fill in: it is demanded only where it is shown.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { anOrder, aShop, type Shop, type TestPlatform, testPlatform } from '../support/platform.js'

const label = { zh: '新', en: 'New' }
const deposit = { kind: 'text', label, required: true, visible: { 'customer.terms': 'prepaid' } }
const why = { kind: 'text', label, required: true, visible: { 'customer.terms': 'prepaid' } }

let platform: TestPlatform
let prepaid: Shop
let monthly: Shop
beforeAll(async () => {
  platform = await testPlatform()
  const designer = await platform.as('designer')
  const patch = { fields: { x_deposit: deposit }, workflow: { transitions: { submit: { ask: { why } } } } }
  const line = { fields: { x_label: { kind: 'text', label, required: true, visible: { 'order.customer.terms': 'prepaid' } } } }
  const set = [
    { definition: 'resource:order', patch },
    { definition: 'resource:orderLine', patch: line },
    { definition: 'resource:customer', patch: { fields: { contacts: { atLeast: 1, visible: { terms: 'prepaid' } } } } },
  ]
  const { id, problems } = await platform.design.create(designer, { set, add: [], map: {} })
  expect(problems).toEqual([])
  await platform.design.publish(designer, id, 'test')
  prepaid = await aShop(platform, { onHand: '0' })
  await platform.records.update(platform.admin, 'customer', prepaid.customer, { terms: 'prepaid', contacts: [{ name: '李' }] }, 1)
  monthly = await aShop(platform, { onHand: '0' })
})
afterAll(() => platform.drop())

it('does not demand of an order what is not shown on it, nor what a transition does not ask', async () => {
  const order = await anOrder(platform, monthly, { quantity: '1' })

  expect(await platform.records.transition(platform.admin, 'order', order.id, 'submit', {}, null)).toMatchObject({ status: 'submitted' })
})

it('demands it where it is shown, of lines too', async () => {
  await expect(anOrder(platform, prepaid, { quantity: '1' })).rejects.toMatchObject({
    errors: [
      { at: 'x_deposit', code: 'required' },
      { at: 'lines.0.x_label', code: 'required' },
    ],
  })
})

it('demands lines where they are shown', async () => {
  const { customer } = await aShop(platform, { onHand: '0' })

  await expect(platform.records.update(platform.admin, 'customer', customer, { terms: 'prepaid' }, 1)).rejects.toMatchObject({
    errors: [{ at: 'contacts', code: 'too-few' }],
  })
})

it('demands an answer where it is asked', async () => {
  const draft = await anOrder(platform, monthly, { quantity: '1' })
  const line = (draft.lines as readonly { readonly id: string }[])[0]
  const more = { customer: prepaid.customer, x_deposit: '100', lines: [{ id: line?.id, x_label: 'A' }] }
  await platform.records.update(platform.admin, 'order', draft.id, more, 1)

  await expect(platform.records.transition(platform.admin, 'order', draft.id, 'submit', {}, null)).rejects.toMatchObject({
    errors: [{ at: 'why', code: 'required' }],
  })
})
