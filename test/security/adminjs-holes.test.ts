// What a stock AdminJS does and nobody may meet here, each tried from outside: see the head of src/admin/admin.ts.
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Client, type CompanyWeb, companyPassword, openCompanyWeb } from '../support/company-web.js'
import { dueOn, furnish, type House } from '../support/house.js'

let company: CompanyWeb
let house: House
let keeper: Client
beforeAll(async () => {
  company = await openCompanyWeb()
  house = await furnish(company)
  keeper = await company.given('keeper', ['warehouse'])
})
afterAll(() => company.close())

const where = (condition: unknown) => encodeURIComponent(JSON.stringify(condition))
const anEvilLabel = '</script><script>alert(1)</script>{{evil}}'

describe('hidden fields', () => {
  it('are in no answer: not in the list, the record, its lines, or what it refers to', async () => {
    const { rep, ids } = house
    const answers = await Promise.all([
      rep.get('/records/order?include=lines&size=200'),
      rep.get(`/records/order/${ids.order}`),
      rep.get('/records/product'),
      rep.get(`/records/product/${ids.product}`),
      rep.get(`/records/order/${ids.order}/history`),
    ])

    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).not.toMatch(/"(margin|unitCost|cost|supplier)"|71\.5|佛山铸造/)
    }
  })

  it('cannot be asked for by name, filtered, sorted, grouped, measured or expanded', async () => {
    const { rep } = house
    const tries = [
      '/records/order?fields=margin',
      '/records/product?fields=cost',
      '/records/product?fields=supplier.name',
      `/records/product?where=${where({ cost: { gt: '1' } })}`,
      `/records/product?where=${where({ 'supplier.name': { contains: '佛山' } })}`,
      `/records/order?where=${where({ or: [{ margin: { gt: '1' } }] })}`,
      `/records/order?where=${where({ 'lines.unitCost': { gt: '1' } })}`,
      '/records/product?sort=cost',
      '/records/order?sort=-margin',
      '/aggregate/product?measure=sum(cost)',
      '/aggregate/order?measure=count&by=margin',
      '/aggregate/product?by=supplier&measure=count',
      '/records/customer?include=orders.lines.unitCost',
    ]

    const answers = await Promise.all(tries.map((path) => rep.get(path)))

    expect(answers.map(({ status }, index) => [tries[index], status])).toEqual(tries.map((path) => [path, 400]))
    for (const { text } of answers) expect(text).not.toMatch(/71\.5|佛山/)
  })

  it('are refused with the words for a field that does not exist', async () => {
    const [hidden, absent] = await Promise.all([
      house.rep.get('/records/product?fields=cost'),
      house.rep.get('/records/product?fields=cosy'),
    ])

    expect(hidden.text.replaceAll('cost', 'cosy')).toBe(absent.text)
  })

  it('answer no search', async () => {
    const { rep } = house
    const found = await Promise.all(
      ['佛山', 'foshan', '林工', '鹏城', 'C2', '13800001111'].map((term) => rep.get(`/search?q=${encodeURIComponent(term)}`)),
    )
    const listed = await rep.get(`/records/customer?search=${encodeURIComponent('鹏城')}`)

    for (const { json } of found) expect(json.data).toEqual([])
    expect(listed.json.data).toEqual([])
  })
})

describe('rows that others refer to', () => {
  it('come as an id and a label, never whole', async () => {
    const { json } = await keeper.get(`/records/order/${house.ids.order}`)

    expect(json.customer).toEqual({ id: house.ids.customer, label: '华强机电' })
    expect(json.lines[0].product).toEqual({ id: house.ids.product, label: '球阀' })
  })
})

describe('a payload', () => {
  it.each([
    ['another id', { id: '7' }],
    ['a version', { version: 99 }],
    ['a state', { status: 'approved' }],
    ['who made it', { createdBy: '1' }],
    ['a sum', { total: '0.01' }],
    ['a number', { number: 'SO1' }],
    ['a hidden field', { margin: '1' }],
    ['a field of the platform', { syncState: 'sent' }],
    ['a prototype', JSON.parse('{"__proto__":{"x":1}}')],
  ])('with %s changes nothing and is refused', async (_name, extra) => {
    const { rep, ids } = house
    const lines = [{ product: ids.product, quantity: '1' }]
    const before = await company.platform.records.get(company.admin, 'order', ids.order)

    const made = await rep.post('/records/order', {
      raw: JSON.stringify({ customer: ids.customer, warehouse: ids.warehouse, dueOn, lines, ...extra }),
    })
    const changed = await rep.patch(`/records/order/${ids.order}`, { body: extra, headers: { 'if-match': `"${before.version}"` } })

    expect(made.status).toBe(400)
    expect(changed.status === 400 || changed.status === 403).toBe(true)
    expect(await company.platform.records.get(company.admin, 'order', ids.order)).toEqual(before)
  })

  it('never says which record is meant: that is the path’s', async () => {
    const { rep, ids } = house
    const before = await company.platform.records.get(company.admin, 'customer', ids.otherCustomer)

    const answer = await rep.patch(`/records/customer/${ids.customer}`, {
      body: { id: ids.otherCustomer, note: '改' },
      headers: { 'if-match': '"1"' },
    })

    expect(answer.status).toBe(400)
    expect(await company.platform.records.get(company.admin, 'customer', ids.otherCustomer)).toEqual(before)
  })

  it('cannot bring a line of somebody else’s document into one’s own', async () => {
    const { rep, ids } = house
    const [theirs] = (await company.platform.records.get(company.admin, 'order', ids.otherOrder)).lines as readonly {
      readonly id: string
    }[]
    const draft = (await rep.get(`/records/order?where=${where({ status: 'draft' })}&size=1`)).json.data[0]

    const answer = await rep.patch(`/records/order/${draft.id}`, {
      body: { lines: [{ id: theirs?.id, quantity: '9' }] },
      headers: { 'if-match': `"${draft.version}"` },
    })

    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await company.platform.records.get(company.admin, 'order', ids.otherOrder)).toMatchObject({
      lines: [{ id: theirs?.id, quantity: '3.000000' }, {}],
    })
  })
})

describe('what one may not do', () => {
  it('leaves no trace: no row, no number drawn, no job, no audit entry, no file', async () => {
    const { database } = company.platform
    const counts = async () =>
      Promise.all(
        ['dj_audit', 'dj_outbox', 'dj_sequence', 'dj_file', 'dj_idempotency'].map(
          async (table) => (await database.query(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n,
        ),
      )
    const before = await counts()
    const { ids } = house

    const answers = await Promise.all([
      keeper.post('/records/order', {
        body: { customer: ids.customer, warehouse: ids.warehouse, dueOn, lines: [{ product: ids.product, quantity: '1' }] },
        headers: { 'idempotency-key': 'k1' },
      }),
      keeper.post(`/records/order/${ids.order}/approve`, { body: {} }),
      keeper.patch(`/records/customer/${ids.customer}`, { body: { name: 'x' }, headers: { 'if-match': '"1"' } }),
      keeper.remove(`/records/order/${ids.order}`),
      keeper.post('/changes', { body: { set: [], add: [] } }),
    ])

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    expect(await counts()).toEqual(before)
  })

  it('is decided before it is done, however the refusal is timed', async () => {
    const { otherRep, ids } = house
    const tries = Array.from({ length: 10 }, () => otherRep.post(`/records/order/${ids.order}/submit`, { body: {} }))

    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual(tries.map(() => 404))
  })
})

describe('the page', () => {
  it('keeps a label that would end its script as text', async () => {
    const designer = await company.given('painter', ['designer'])
    const label = { zh: anEvilLabel, en: anEvilLabel }
    const set = [{ definition: 'resource:product', patch: { label, fields: { spec: { label } } } }]
    const draft = await designer.post('/changes', { body: { set, add: [] } })
    expect(draft.json.problems).toEqual([])
    expect((await designer.post(`/changes/${draft.json.id}/publish`, { body: {} })).status).toBe(200)
    const browser = await company.browser('rep')

    const page = await browser.get('//admin/resources/product')

    expect(page.status).toBe(200)
    expect(page.text).not.toContain('<script>alert(1)')
    expect(page.text.match(/<script/g)?.length).toBe(page.text.match(/<script [^>]*(nonce=|type="application\/json")/g)?.length)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect((await browser.get('/model')).json.resources.find((one: { name: string }) => one.name === 'product').label.zh).toBe(anEvilLabel)
  })

  it('names to nobody a resource, field or role they may not see', async () => {
    const browser = await company.browser('keeper')
    const [page, model, openapi] = await Promise.all([browser.get('//admin'), browser.get('/model'), browser.get('/openapi.json')])

    const names = model.json.resources.map((one: { name: string }) => one.name)
    expect(names).not.toContain('supplier')
    for (const { text } of [page, model, openapi]) {
      expect(text.match(/.{0,60}(supplier|roleAssignment|creditLimit|"cost"|salesLead).{0,20}/g)).toBeNull()
      expect(text.length).toBeLessThan(400_000)
    }
  })

  it.each([
    '//admin/api/resources/order/actions/list',
    '//admin/api/resources/user/actions/list',
    '//admin/api/dashboard',
    '//admin/api/resources/order/actions/bulkDelete?recordIds=1',
  ])('has no data of AdminJS’s own at %s', async (path) => {
    const browser = await company.browser('rep')

    expect((await browser.get(path)).status).toBe(404)
    expect((await browser.post(path, { body: {} })).status).toBe(404)
  })
})

describe('a session', () => {
  it('is another one after signing in than the browser brought', async () => {
    const browser = await company.browser()
    browser.cookie = `danju=${'A'.repeat(43)}`
    await browser.signIn('rep', companyPassword)

    expect(browser.cookie).not.toContain('AAAA')
    expect((await company.browser()).cookie).toBe('')
  })

  it('writes nothing without its token and its own origin', async () => {
    const browser = await company.browser('rep')
    const body = { code: 'X1', name: '伪造' }
    const noToken = await browser.post('/records/customer', { body, headers: { 'x-csrf-token': '' } })
    const elsewhere = await browser.post('/records/customer', { body, headers: { origin: 'https://evil.example' } })
    const asForm = await browser.post('/records/customer', {
      raw: 'code=X1&name=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })

    expect([noToken, elsewhere].map(({ status, json }) => [status, json.code])).toEqual([
      [403, 'csrf'],
      [403, 'csrf'],
    ])
    expect(asForm.status).toBeGreaterThanOrEqual(400)
    expect((await browser.get('/records/customer?search=X1')).json.data).toEqual([])
  })
})

describe('a file', () => {
  const filesUnder = () => readdirSync(company.dataDir, { recursive: true, encoding: 'utf8' }).sort()
  const upload = (name: string, content: string) => {
    const form = new FormData()
    form.append('file', new Blob([content], { type: 'text/plain' }), name)
    return form
  }

  it('of a stranger is not kept, nor even read', async () => {
    const before = filesUnder()
    const stranger = await company.browser()

    expect((await stranger.post('/files', { raw: upload('a.txt', 'x'.repeat(100_000)) })).status).toBe(401)
    expect(filesUnder()).toEqual(before)
  })

  it('cannot be invented in a payload: what is not an upload of one’s own is refused', async () => {
    const accountant = await company.given('books', ['accountant'])
    const firm = await company.platform.records.create(company.admin, 'company', { name: '我们' })
    const theirs = await house.rep.post('/files', { raw: upload('secret.txt', '他人的文件') })
    expect(theirs.status).toBe(201)
    const forged = [
      { path: '/etc/passwd', name: 'x', size: 1, type: 'image/png' },
      '/etc/passwd',
      theirs.json.id,
      { id: theirs.json.id },
      '999',
    ]

    const answers = await Promise.all(
      forged.map((logo) => accountant.patch(`/records/company/${firm.id}`, { body: { logo }, headers: { 'if-match': '"1"' } })),
    )

    for (const { status } of answers) expect([400, 422]).toContain(status)
    expect((await accountant.get(`/files/${theirs.json.id}`)).status).toBe(404)
    expect((await accountant.get(`/records/company/${firm.id}`)).json.logo).toBeNull()
  })

  it('is found by its id alone, never by a path', async () => {
    const paths = [
      '/files/..%2F..%2Fetc%2Fpasswd',
      '/files/%2e%2e',
      '/files/1%00',
      '//admin/assets/..%2F..%2Fpackage.json',
      '//admin/assets/%2e%2e%2fpackage.json',
    ]
    const answers = await Promise.all(paths.map((path) => house.rep.get(path)))

    for (const { status, text } of answers) {
      expect([400, 404]).toContain(status)
      expect(text).not.toContain('"scripts"')
    }
  })
})

describe('an error', () => {
  it('while saving is told, never swallowed', async () => {
    const { rep, ids } = house
    const again = await rep.post('/records/customer', { body: { code: 'C1', name: '重号' } })
    const tooLong = await rep.post('/records/customer', { body: { code: 'C9', name: 'x'.repeat(5_000) } })
    const noSuch = await rep.post('/records/order', { body: { customer: ids.otherCustomer, warehouse: ids.warehouse, dueOn, lines: [] } })

    expect([again.status, tooLong.status, noSuch.status]).toEqual([422, 422, 422])
    for (const { json } of [again, tooLong, noSuch]) expect(json.errors.length).toBeGreaterThan(0)
  })
})
