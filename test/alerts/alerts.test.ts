import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { compare, literalOf, pathOf } from '../../src/expressions/build.js'
import type { Context } from '../../src/records/door.js'
import { type Office, openOffice } from '../queue/support/office.js'
import { anOrder, aShop, receive, type Shop } from '../support/platform.js'

let office: Office
let shop: Shop
let buyer: Context
let lead: Context
let ada: Context
let bo: Context

beforeAll(async () => {
  office = await openOffice()
  buyer = await office.as('purchaser', 'pat')
  lead = await office.as('salesLead', 'lea')
  ada = await office.as('salesRep', 'ada')
  bo = await office.as('salesRep', 'bo')
  shop = await aShop(office, { onHand: '20', owner: String(ada.actor.id) })
  await office.workOff()
})

afterAll(async () => {
  await office.drop()
})

const everything = { state: 'all', after: null, size: 200 } as const
const listed = async (context: Context, state: 'open' | 'closed' | 'all' = 'open') =>
  (await office.rooms.ports.alerts.list(context, { ...everything, state })).data
const told = async (context: Context) =>
  (
    await office.records.list(context, 'notification', {
      where: { recipient: context.actor.id },
      fields: ['title', 'kind', 'severity', 'linkResource', 'linkId'],
      sort: 'id',
    })
  ).data

async function setMinimum(minimum: string): Promise<void> {
  const { version } = await office.records.get(office.admin, 'product', shop.product)
  await office.records.update(office.admin, 'product', shop.product, { minimum }, Number(version))
}

const check = (resource: string) =>
  office.rooms.toolsFor(office.contextFor(platformActor()), { signal: new AbortController().signal, isLast: false }).alerts.check(resource)
const platformActor = () => ({ ...office.admin.actor, roles: ['platform'], system: [] })

describe('an alert', () => {
  it('is raised once for a record, however often it is looked at, and tells each of those who are to know once', async () => {
    await setMinimum('30')
    const checks = await Promise.all([check('stockBalance'), check('stockBalance'), check('stockBalance')])
    await office.workOff()
    await check('stockBalance')
    await office.workOff()

    expect(checks.reduce((sum, { raised }) => sum + raised, 0)).toBe(1)
    expect(await listed(buyer)).toEqual([
      expect.objectContaining({
        resource: 'stockBalance',
        alert: 'low',
        severity: 'warning',
        closedAt: null,
        message: expect.stringMatching(/产品.*（仓库.*）可用库存 20，低于下限 30。/),
      }),
    ])
    expect((await told(buyer)).map(({ title }) => title)).toEqual([expect.stringContaining('可用库存 20')])
    expect(await told(ada)).toEqual([])
  })

  it('is read in the language one speaks now, whichever it was when it was told', async () => {
    const titles = async (locale: 'zh-CN' | 'en') =>
      (
        await office.rooms.ports.notifications.list({ ...buyer, actor: { ...buyer.actor, locale } }, { unread: null, after: null, size: 9 })
      ).data.map(({ title }) => title)

    expect(await titles('zh-CN')).toEqual([expect.stringContaining('可用库存 20，低于下限 30。')])
    expect(await titles('en')).toEqual([expect.stringContaining('20 free, below the minimum of 30.')])
  })

  it('closes when the condition is over, and may be raised again then', async () => {
    const heard: string[] = []
    const stop = office.signals.subscribe('alert', (resource) => heard.push(resource))
    await receive(office, shop, '50')
    await office.workOff()
    stop()
    expect(heard).toEqual(['stockBalance'])
    expect(await listed(buyer)).toEqual([])
    expect(await listed(buyer, 'closed')).toEqual([expect.objectContaining({ alert: 'low', closedAt: expect.stringMatching(/^20/) })])

    await setMinimum('1500.5')
    expect(await check('stockBalance')).toMatchObject({ raised: 1 })
    await office.workOff()
    expect(await listed(buyer)).toEqual([expect.objectContaining({ message: expect.stringContaining('低于下限 1,500.5。') })])

    expect(await listed(buyer, 'all')).toHaveLength(2)
    expect((await listed(buyer, 'all')).map(({ closedAt }) => closedAt === null)).toEqual([true, false])
    expect(await told(buyer)).toHaveLength(2)
  })

  it('comes from a write by itself, and is told only to those who may read the record', async () => {
    const { id } = await anOrder(office, shop, { quantity: '900' })
    for (const name of ['submit', 'approve']) await office.records.transition(office.admin, 'order', id, name, {}, null)
    await office.workOff()

    const of = async (context: Context) => (await told(context)).filter(({ linkId }) => linkId === id)
    expect(await of(ada)).toEqual([
      expect.objectContaining({ kind: 'alert', severity: 'info', linkResource: 'order', title: expect.stringContaining('缺货') }),
    ])
    expect(await of(lead)).toHaveLength(1)
    expect(await of(bo)).toEqual([])
    expect((await listed(ada)).map(({ alert }) => alert)).toContain('shortOfStock')
    expect((await listed(bo)).map(({ alert }) => alert)).not.toContain('shortOfStock')
  })

  it('is looked at for the balances that a posting changed, and for no other', async () => {
    const [posted, other] = [await aShop(office, { onHand: '5' }), await aShop(office, { onHand: '5' })]
    await office.workOff()
    for (const { product } of [posted, other]) {
      const { version } = await office.records.get(office.admin, 'product', product)
      await office.records.update(office.admin, 'product', product, { minimum: '9' }, Number(version))
    }
    await office.workOff()
    const balance = async ({ product }: Shop) =>
      (await office.records.list(office.admin, 'stockBalance', { where: { product } })).data[0]?.id
    const [changed, unchanged] = [await balance(posted), await balance(other)]
    const alarmed = async () =>
      (await listed(buyer)).map(({ record }) => (record as { readonly id: string }).id).filter((id) => id === changed || id === unchanged)
    expect(await alarmed()).toEqual([])

    await receive(office, posted, '1')

    const [errand] = await office.database.query(
      "SELECT payload FROM dj_outbox WHERE topic = 'raise-stock-alerts' AND state = 'new' ORDER BY id DESC LIMIT 1",
      [],
    )
    expect(JSON.parse(JSON.stringify(errand?.payload))).toEqual({ balances: [changed] })
    await office.workOff()
    expect(await alarmed()).toEqual([changed])
    await check('stockBalance')
    expect((await alarmed()).sort()).toEqual([changed, unchanged].sort())
  })

  it('is looked at after a write that could raise or end it, and after no other', async () => {
    const shop = await aShop(office, { onHand: '5' })
    const { id, version } = await anOrder(office, shop, { quantity: '1' })
    const looks = async () => {
      const rows = await office.database.query("SELECT payload FROM dj_outbox WHERE topic = 'raise-alerts'")
      return rows.filter(({ payload }) => JSON.stringify(payload).includes(id)).length
    }
    const made = await looks()
    const { version: next } = await office.records.update(office.admin, 'order', id, { note: '电话确认' }, Number(version))
    const noted = await looks()
    await office.records.update(office.admin, 'order', id, { dueOn: '2099-12-30' }, Number(next))

    expect([made, noted, await looks()]).toEqual([0, 0, 1])
  })

  it('is looked at after a record was made that meets its condition from the first', async () => {
    const model = office.models.current()
    const { order } = model.resources
    if (order === undefined) throw new Error('no orders')
    const whileDraft = compare('eq', pathOf(['status'], 'text'), literalOf('text', 'draft'))
    const eager = { ...order, alerts: order.alerts.map((one) => ({ ...one, when: whileDraft })) }
    const context = { ...office.admin, model: { ...model, resources: { ...model.resources, order: eager } } }
    const lines = [{ product: shop.product, quantity: '1' }]
    const { id } = await office.records.create(context, 'order', {
      customer: shop.customer,
      warehouse: shop.warehouse,
      dueOn: '2099-12-31',
      lines,
    })

    const rows = await office.database.query("SELECT payload FROM dj_outbox WHERE topic = 'raise-alerts'")
    expect(rows.filter(({ payload }) => JSON.stringify(payload).includes(id))).toHaveLength(1)
  })

  it('that a day brings is found by the sweep', async () => {
    const { id } = await anOrder(office, shop, { quantity: '1' })
    for (const name of ['submit', 'approve']) await office.records.transition(office.admin, 'order', id, name, {}, null)
    await office.workOff()
    await office.database.execute(
      `UPDATE ${office.database.dialect.quote('order')} SET placed_on = '2020-01-01', due_on = '2020-01-02' WHERE id = ?`,
      [id],
    )

    await check('order')

    expect((await listed(lead)).filter(({ alert }) => alert === 'lateToShip')).toEqual([
      expect.objectContaining({ record: { id, label: expect.stringMatching(/^SO/) } }),
    ])
  })

  it('says nothing of what the reader may not see', async () => {
    const model = office.models.current()
    const balance = model.resources.stockBalance
    if (balance === undefined) throw new Error('no stock')
    const secret = {
      ...model,
      resources: {
        ...model.resources,
        stockBalance: {
          ...balance,
          alerts: balance.alerts.map((one) => ({ ...one, facts: ['averageCost'], message: { zh: '成本 {averageCost}', en: '' } })),
        },
      },
    }

    const messages = async (context: Context) =>
      (await office.rooms.ports.alerts.list({ ...context, model: secret }, everything)).data.map(({ message }) => message)

    expect(await messages(buyer)).toContain('成本 6')
    expect(new Set((await messages(lead)).filter((message) => String(message).startsWith('成本')))).toEqual(new Set(['成本 …']))
  })

  it('stands before those that matter less, and before what is over', async () => {
    const { data } = await office.rooms.ports.alerts.list(lead, everything)
    const ranks = data.map(({ severity, closedAt }) => (closedAt === null ? ['critical', 'warning', 'info'].indexOf(String(severity)) : 3))

    expect(new Set(ranks).size).toBeGreaterThan(1)
    expect(ranks).toEqual(ranks.toSorted())
  })

  it('is listed in pages that do not lose one', async () => {
    const whole = (await office.rooms.ports.alerts.list(lead, everything)).data.map(({ id }) => id)
    const paged: string[] = []
    for (let after: string | null = null, first = true; first || after !== null; first = false) {
      const page: Awaited<ReturnType<Office['rooms']['ports']['alerts']['list']>> = await office.rooms.ports.alerts.list(lead, {
        state: 'all',
        after,
        size: 1,
      })
      paged.push(...page.data.map(({ id }) => String(id)))
      after = page.next
    }

    expect(whole.length).toBeGreaterThan(2)
    expect(paged).toEqual(whole)
  })
})
