import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Context } from '../../src/records/door.js'
import { type Office, openOffice, textOf } from '../queue/support/office.js'
import { anOrder, aShop, aSubmittedOrder, type Shop } from '../support/platform.js'

let office: Office
let shop: Shop
let lead: Context
let ada: Context

const nothing = { ids: null, where: null, values: {}, answers: {} }

beforeAll(async () => {
  office = await openOffice()
  lead = await office.as('salesLead', 'lea')
  ada = await office.as('salesRep', 'ada')
  shop = await aShop(office, { onHand: '100', owner: String(ada.actor.id) })
})

afterAll(async () => {
  await office.drop()
})

async function carriedOut(
  context: Context,
  request: Partial<Parameters<Office['rooms']['ports']['runs']['startBulk']>[2]> & { action: string },
) {
  const { id } = await office.rooms.ports.runs.startBulk(context, 'order', { ...nothing, ...request })
  await office.workOff()
  const file = JSON.parse(await textOf(office, context, id)) as { changed: number; failed: readonly { id: string; because: string }[] }
  return { run: await office.rooms.ports.runs.get(context, id), ...file }
}

const statusOf = async (id: string) => (await office.records.get(office.admin, 'order', id)).status

describe('a bulk action', () => {
  it('takes each record through the transition, and says which would not go and why', async () => {
    const [a, b, c] = [
      await aSubmittedOrder(office, shop, '1'),
      await aSubmittedOrder(office, shop, '2'),
      await anOrder(office, shop, { quantity: '3' }),
    ]

    const { run, changed, failed } = await carriedOut(lead, { ids: [a.id, b.id, c.id], action: 'approve' })

    expect(run).toMatchObject({ state: 'done', rows: 2, error: expect.stringContaining('1') })
    expect({ changed, failed: failed.map(({ id }) => id) }).toEqual({ changed: 2, failed: [c.id] })
    expect(failed[0]?.because).toMatch(/\S/)
    expect([await statusOf(a.id), await statusOf(b.id), await statusOf(c.id)]).toEqual(['approved', 'approved', 'draft'])
  })

  it('changes what meets a condition, even though the change makes it leave the condition', async () => {
    const orders = await Promise.all(['1', '2', '3'].map((quantity) => anOrder(office, shop, { quantity })))
    const ids = orders.map(({ id }) => id)

    const { changed } = await carriedOut(lead, {
      where: { id: ids, address: { empty: true } },
      action: 'update',
      values: { address: '上海市 1 号' },
    })

    expect(changed).toBe(3)
    expect((await office.records.get(lead, 'order', ids[0] ?? '')).address).toBe('上海市 1 号')
  })

  it('does not do again what a worker had done before it died', async () => {
    const orders = await Promise.all(['1', '2'].map((quantity) => aSubmittedOrder(office, shop, quantity)))
    const ids = orders.map(({ id }) => id)
    const { id: run } = await office.rooms.ports.runs.startBulk(lead, 'order', { ...nothing, ids, action: 'approve' })
    await office.database.execute("UPDATE dj_job_run SET state = 'running', attempts = 1 WHERE id = ?", [run])
    await office.records.transition(lead, 'order', ids[0] ?? '', 'approve', {}, null)
    const mark = ['bulk', `${run}:${ids[0]}`, new Date().toISOString()]
    await office.database.execute('INSERT INTO dj_inbox (consumer, event_id, done_at) VALUES (?, ?, ?)', mark)

    await office.workOff()

    expect(await office.rooms.ports.runs.get(lead, run)).toMatchObject({ state: 'done', rows: 2, error: null })
  })

  it('is refused at once when the action does not exist or is not granted', async () => {
    await expect(office.rooms.ports.runs.startBulk(ada, 'order', { ...nothing, action: 'approve', ids: ['1'] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(office.rooms.ports.runs.startBulk(lead, 'order', { ...nothing, action: 'explode', ids: ['1'] })).rejects.toMatchObject({
      code: 'unknown-action',
    })
    await expect(office.rooms.ports.runs.startBulk(ada, 'account', { ...nothing, action: 'update', ids: ['1'] })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('touches only what the asker may touch', async () => {
    const stranger = await aShop(office, { onHand: '5' })
    const [own, other] = [await anOrder(office, shop, { quantity: '1', context: ada }), await anOrder(office, stranger, { quantity: '1' })]

    const { changed, failed } = await carriedOut(ada, { ids: [own.id, other.id], action: 'submit' })

    expect({ changed, failed: failed.map(({ id }) => id) }).toEqual({ changed: 1, failed: [other.id] })
    expect(await statusOf(other.id)).toBe('draft')
  })
})
