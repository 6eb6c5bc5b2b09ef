// One timeline of what was done, said, told and sent, over HTTP; each reads only their own part of it.
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Context } from '../../src/records/door.js'
import { platformFields } from '../../src/records/writing/platform-field.js'
import { type Client, type CompanyWeb, openCompanyWeb } from '../support/company-web.js'
import { furnish, type House } from '../support/house.js'

let company: CompanyWeb
let house: House
let lead: Client
let keeper: Client
beforeAll(async () => {
  company = await openCompanyWeb()
  house = await furnish(company)
  lead = await company.given('lea', ['salesLead'])
  keeper = await company.given('keeper', ['warehouse'])
})
afterAll(() => company.close())

interface Entry {
  readonly id: string
  readonly kind: string
  readonly action: string
  readonly note: string | null
  readonly label: unknown
}

const pageOf = async (client: Client, query = '') => {
  const { status, text } = await client.get(`/records/order/${house.ids.order}/history${query}`)
  return { status, ...(JSON.parse(text) as { data: Entry[]; next: string | null }) }
}

const asPlatform = (): Context => ({ ...company.admin, actor: { ...company.admin.actor, roles: ['platform'], system: [] } })

const told = (client: Client, title: string) =>
  company.platform.records.create(asPlatform(), 'notification', {
    recipient: client.userId,
    title,
    linkResource: 'order',
    linkId: house.ids.order,
  })

const sync = (value: string, note: string | null) => {
  const { platform, admin } = company
  const write = { resource: 'order', id: house.ids.order, field: 'syncState', value, told: { action: 'orderSync', note } }
  const job = { ...admin, actor: { ...admin.actor, via: 'job' as const } }
  return platform.database.transaction((tx) => platformFields(platform)(tx, job, write))
}

it('R4 merges changes, comments, notices and jobs, newest first, a page at a time, picked at will', async () => {
  const said = await lead.post(`/records/order/${house.ids.order}/comments`, { body: { text: '请尽快' } })
  expect(said.status).toBe(201)
  await told(lead, 'for the lead')
  await told(keeper, 'for the keeper')
  await sync('queued', 'HTTP 503')
  await sync('sent', 'HTTP 200')
  await lead.post(`/records/order/${house.ids.order}/comments`, { body: { text: '已发' } })

  const { data, next } = await pageOf(lead)
  expect(data.slice(0, 5).map(({ kind, note }) => [kind, note])).toEqual([
    ['comment', '已发'],
    ['job', 'HTTP 200'],
    ['job', 'HTTP 503'],
    ['notice', 'for the lead'],
    ['comment', '请尽快'],
  ])
  expect(data[1]).toMatchObject({
    action: 'orderSync',
    label: { zh: '订单同步' },
    changes: [{ field: 'syncState', old: 'queued', new: 'sent' }],
  })
  expect(next).toBeNull()
  expect((await pageOf(lead, `?after=${data[1]?.id}`)).data).toEqual(data.slice(2))
  expect((await pageOf(lead, '?of=notice')).data.map(({ note }) => note)).toEqual(['for the lead'])
  expect((await pageOf(lead, '?of=job,notice')).data).toHaveLength(3)
})

it('shows nobody what others were told, nor a job’s words about a field they may not read', async () => {
  const { data } = await pageOf(keeper)

  expect(data.map(({ note }) => note)).toEqual(expect.arrayContaining(['for the keeper']))
  expect(JSON.stringify(data)).not.toMatch(/for the lead|HTTP|syncState/)
})

it('calls steps by their names also for whoever may not take them', async () => {
  const { data } = await pageOf(keeper, '?of=step')

  expect(data.length).toBeGreaterThan(0)
  expect(data.map(({ action, label }) => [action, label])).toEqual(expect.arrayContaining([['approve', { zh: '审核通过', en: 'Approve' }]]))
})

it('goes on behind fifty of either kind without losing or doubling one', async () => {
  for (let i = 0; i < 60; i += 1) {
    await told(lead, `n${i}`)
    if (i % 2 === 0) await lead.post(`/records/order/${house.ids.order}/comments`, { body: { text: `c${i}` } })
  }
  const seen: string[] = []
  let after = ''
  for (let page = 0; page < 10; page += 1) {
    const { data, next } = await pageOf(lead, after === '' ? '' : `?after=${after}`)
    expect(data.length).toBeLessThanOrEqual(50)
    seen.push(...data.map(({ id }) => id))
    if (next === null) break
    after = next
  }

  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toEqual([...seen].sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1)))
  expect(seen.length).toBeGreaterThanOrEqual(90 + 5)
})

it('refuses what it does not know, and says nothing of records one may not read', async () => {
  const other = await company.given('stranger', ['salesRep'])
  expect((await pageOf(lead, '?of=gossip')).status).toBe(400)
  expect((await pageOf(lead, '?after=abc')).status).toBe(400)
  const answers = await Promise.all([
    other.get(`/records/order/${house.ids.order}/history?of=notice`),
    other.post(`/records/order/${house.ids.order}/comments`, { body: { text: 'x' } }),
    other.post('/records/order/12345/comments', { body: { text: 'x' } }),
    lead.post(`/records/order/${house.ids.order}/comments`, { body: { words: 'x' } }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 400])
})

it('says a comment once for one key', async () => {
  const path = `/records/order/${house.ids.order}/comments`
  const headers = { 'idempotency-key': 'comment-1' }
  const say = () => lead.post(path, { body: { text: 'once' }, headers })
  const [first, second] = [await say(), await say()]

  expect(second.text).toBe(first.text)
  const { data } = await pageOf(lead, '?of=comment')
  expect(data.filter(({ note }) => note === 'once')).toHaveLength(1)
})
