import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Context, RecordView } from '../../src/records/door.js'
import { type Office, openOffice } from '../queue/support/office.js'
import { anOrder, aShop, type Shop } from '../support/platform.js'

let office: Office
let shop: Shop
let lead: Context
let ada: Context
let bo: Context
let keeper: Context
let order: RecordView

beforeAll(async () => {
  office = await openOffice()
  lead = await office.as('salesLead', 'lea')
  ada = await office.as('salesRep', 'ada')
  bo = await office.as('salesRep', 'bo')
  keeper = await office.as('warehouse', 'ken')
  shop = await aShop(office, { onHand: '20', owner: String(ada.actor.id) })
})

beforeEach(async () => {
  order = await anOrder(office, shop, { quantity: '1', context: ada })
})

afterAll(async () => {
  await office.drop()
})

const take = (context: Context, transition: string, answers: Readonly<Record<string, unknown>> = {}) =>
  office.records.transition(context, 'order', order.id, transition, answers, null)
/** Titles of what somebody was told about the order. */
const told = async (context: Context) => {
  const { data } = await office.rooms.ports.notifications.about(context, { resource: 'order', id: order.id }, null)
  return data.map(({ note }) => note)
}

describe('who takes a transition', () => {
  it('is not told of it, while those who approve are, in both languages, with the facts', async () => {
    await take(ada, 'submit')
    await office.workOff()

    expect(await told(lead)).toEqual([`订单 ${order.number}（${customerOf(order)}，11.30 元）待审核。`])
    expect(await told({ ...lead, actor: { ...lead.actor, locale: 'en' } })).toEqual([
      `Order ${order.number} (${customerOf(order)}, 11.30) waits for approval.`,
    ])
    expect([await told(ada), await told(bo)]).toEqual([[], []])
  })

  it('tells whose order it is why it was rejected', async () => {
    await take(ada, 'submit')
    await take(lead, 'reject', { reason: '价格有误' })
    await office.workOff()

    expect(await told(ada)).toEqual([`订单 ${order.number} 被驳回：价格有误`])
    expect(await told(bo)).toEqual([])
  })

  it('tells the warehouse what is to be shipped, without a word of what it may not read', async () => {
    await take(ada, 'submit')
    await take(lead, 'approve', { shortage: 'backorder' })
    await office.workOff()

    expect(await told(keeper)).toEqual([`订单 ${order.number} 待出货，交货日期 ${order.dueOn}。`])
    expect(await told(ada)).toEqual([`订单 ${order.number}（${customerOf(order)}）已审核通过。`])
  })

  it('tells once, however often the job is tried, and nobody who may not read the record any more', async () => {
    await take(ada, 'submit')
    const step = { resource: 'order', id: order.id, transition: 'submit', by: ada.actor.id, answers: {} }
    const tools = office.rooms.toolsFor(platform(), { signal: new AbortController().signal, isLast: false })
    await tools.notify.step(step, 'k1')
    await tools.notify.step(step, 'k1')
    expect(await told(lead)).toHaveLength(1)

    const gone = { ...step, id: '999', by: null }
    await tools.notify.step({ ...gone, transition: 'reject', answers: { reason: 'x' } }, 'k2')
    await office.workOff()
    expect(await told(lead)).toHaveLength(2)
  })
})

const platform = (): Context => office.contextFor({ ...office.admin.actor, roles: ['platform'], system: [] })
const customerOf = ({ customer }: RecordView): string => String((customer as { readonly label: string }).label)
