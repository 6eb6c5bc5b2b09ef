import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Client, type CompanyWeb, openCompanyWeb } from '../support/company-web.js'
import { furnish, type House } from '../support/house.js'

let company: CompanyWeb
let house: House
let chief: Client
let lead: Client
/** Shapes screens and sells too: holds the right, and sees their own orders only. */
let seller: Client
beforeAll(async () => {
  company = await openCompanyWeb()
  house = await furnish(company)
  chief = await company.given('chief', ['admin'])
  lead = await company.given('lead', ['salesLead'])
  seller = await company.given('seller', ['designer', 'salesRep'])
})
afterAll(() => company.close())

type Asker = Pick<Client, 'get'>
const as = (viewer: Client, eyes: Client): Asker => ({
  get: (path, asking = {}) => viewer.get(path, { ...asking, headers: { 'x-view-as': eyes.userId } }),
})
const list = async (asker: Asker, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> => (await asker.get(path)).json.data
const idsIn = async (asker: Asker, path: string) => (await list(asker, path)).map(({ id }) => id)

describe('an administrator with a sales rep’s eyes', () => {
  it('sees the rows and the columns that the rep sees', async () => {
    const eyes = as(chief, house.rep)
    const path = '/records/order?sort=number'

    expect(await list(chief, path)).toHaveLength(4)
    expect(await list(eyes, path)).toHaveLength(2)
    expect(await idsIn(eyes, path)).toEqual(await idsIn(house.rep, path))
    const [seen, own] = [await eyes.get(`/records/order/${house.ids.order}`), await house.rep.get(`/records/order/${house.ids.order}`)]
    expect(Object.keys(seen.json).sort()).toEqual(Object.keys(own.json).sort())
    expect(Object.keys(seen.json)).not.toContain('margin')
    expect((await eyes.get(`/records/order/${house.ids.otherOrder}`)).status).toBe(404)
    expect((await eyes.get('/records/user')).status).toBe((await house.rep.get('/records/user')).status)
  })

  it('may not ask for what the rep may not', async () => {
    const eyes = as(chief, house.rep)

    expect((await eyes.get('/records/order?sort=margin')).status).toBe(400)
    expect((await eyes.get('/records/order?where={"margin":{"gt":"0"}}')).status).toBe(400)
    expect((await eyes.get('/aggregate/order?measure=sum(margin)')).status).toBe(400)
    expect((await eyes.get('/aggregate/order?measure=count')).json).toEqual((await house.rep.get('/aggregate/order?measure=count')).json)
  })

  it('gets a model in which nothing can be done', async () => {
    const { resources } = (await as(chief, house.rep).get('/model')).json
    const own = (await house.rep.get('/model')).json

    expect(resources.map(({ name }: { name: string }) => name)).toEqual(own.resources.map(({ name }: { name: string }) => name))
    const actions = new Set(resources.flatMap(({ can }: { can: readonly string[] }) => can))
    expect([...actions].filter((action) => !['read', 'export', 'print'].includes(String(action)))).toEqual([])
    expect((await chief.get('/model')).json.resources.length).toBeGreaterThan(resources.length)
  })
})

describe('somebody who may look, with the eyes of somebody who sees more', () => {
  it('sees no row and no column that is not theirs', async () => {
    const eyes = as(seller, lead)

    expect((await list(lead, '/records/order')).length).toBe(4)
    expect(await list(eyes, '/records/order')).toEqual([])
    expect((await eyes.get(`/records/order/${house.ids.order}`)).status).toBe(404)
    expect((await as(seller, chief).get('/records/roleAssignment')).status).toBe((await seller.get('/records/roleAssignment')).status)
  })

  it('sees the rows of both and no more, for each of them', async () => {
    const mine = await company.platform.records.create(company.admin, 'customer', { code: 'C9', name: '共有', owner: seller.userId })

    expect(await idsIn(as(seller, lead), '/records/customer')).toEqual([mine.id])
    expect(await idsIn(as(seller, house.rep), '/records/customer')).toEqual([])
  })
})

describe('looking with another’s eyes', () => {
  it('writes nothing, and shows nothing personal', async () => {
    const headers = { 'x-view-as': house.rep.userId }
    const order = (await chief.get(`/records/order/${house.ids.order}`)).json
    const tries = [
      chief.post('/records/unit', { body: { name: '只' }, headers }),
      chief.patch(`/records/order/${house.ids.order}`, { body: { note: 'x' }, headers: { ...headers, 'if-match': `"${order.version}"` } }),
      chief.remove(`/records/order/${house.ids.order}`, { headers }),
      chief.post(`/records/order/${house.ids.order}/cancel`, { body: { reason: 'x' }, headers }),
      ...['/session', '/sessions', '/tokens', '/notifications', '/preferences', '/runs', '/alerts', '/events'].map((path) =>
        chief.get(path, { headers }),
      ),
    ]

    for (const reply of await Promise.all(tries)) expect([reply.status, reply.json.code]).toEqual([400, 'view-as'])
    expect((await chief.get(`/records/order/${house.ids.order}`)).json).toEqual(order)
  })

  it('needs the right, and a user who can act', async () => {
    expect((await as(lead, house.rep).get('/records/order')).status).toBe(403)
    const eyes = (id: string) => chief.get('/records/order', { headers: { 'x-view-as': id } })
    expect((await eyes('1')).status).toBe(404)
    expect((await eyes('rep')).status).toBe(400)
    await company.platform.database.execute(`UPDATE ${quoted('user')} SET active = ? WHERE id = ?`, [false, house.otherRep.userId])
    expect((await eyes(house.otherRep.userId)).status).toBe(404)
  })

  it('is told in the audit, once an hour for each of them', async () => {
    const told = () =>
      company.platform.database.query("SELECT actor_id, note FROM dj_audit WHERE action = 'view-as' AND actor_id = ? AND note = 'lead'", [
        chief.userId,
      ])
    expect(await told()).toEqual([])

    await Promise.all([as(chief, lead).get('/records/order'), as(chief, lead).get('/records/customer'), as(chief, lead).get('/model')])

    expect(await told()).toEqual([{ actor_id: chief.userId, note: 'lead' }])
  })
})

const quoted = (name: string): string => company.platform.database.dialect.quote(name)
