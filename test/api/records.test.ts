import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from '../support/browser-client.js'
import { openWebWorld, type WebWorld } from '../support/web-world.js'

let world: WebWorld
let chief: Browser
let clerk: Browser
beforeAll(async () => {
  world = await openWebWorld()
  await world.givenUser('chief', ['admin'])
  await world.givenUser('clerk', ['clerk'], { locale: 'en' })
  chief = await world.browser('chief')
  clerk = await world.browser('clerk')
})
afterAll(() => world.close())

const make = async (number: string) => (await chief.post('/records/paper', { body: { number } })).json

describe('records over HTTP', () => {
  it('are created, read with their version as ETag, changed, listed and removed', async () => {
    const created = await chief.post('/records/paper', { body: { number: 'A1' } })
    const path = `/records/paper/${created.json.id}`
    const read = await chief.get(path)
    const changed = await chief.patch(path, { body: { number: 'A2' }, headers: { 'if-match': '"1"' } })
    const listed = await chief.get('/records/paper?size=200&count=exact')
    const removed = await chief.remove(path)

    expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"'])
    expect([read.status, read.headers.get('etag'), read.text]).toEqual([200, '"1"', created.text])
    expect([changed.status, changed.headers.get('etag'), changed.json.number]).toEqual([200, '"2"', 'A2'])
    expect(listed.json.page).toEqual({ number: 1, size: 200, total: listed.json.data.length, more: false, next: null })
    expect([removed.status, removed.text, (await chief.get(path)).status]).toEqual([204, '', 404])
  })

  it.each([['"1"'], ['1'], ['W/"1"'], [' "1" ']])('take %s as the version seen', async (header) => {
    const { id } = await make('V')

    expect((await chief.patch(`/records/paper/${id}`, { body: { number: 'W' }, headers: { 'if-match': header } })).status).toBe(200)
  })

  it('refuse a change without a version, with an old one, and with none that is one', async () => {
    const { id } = await make('V')
    const change = (headers: Record<string, string>) => chief.patch(`/records/paper/${id}`, { body: { number: 'W' }, headers })

    expect((await change({})).status).toBe(428)
    expect((await change({ 'if-match': '"7"' })).json).toMatchObject({ status: 409, code: 'conflict', conflicts: [] })
    expect((await change({ 'if-match': '*' })).status).toBe(400)
    expect((await change({ 'if-match': '"1","2"' })).status).toBe(400)
  })

  it('answer an unknown and a forbidden resource, and an id that is none, with the same bytes', async () => {
    const hidden = await world.records.create({ ...(await contextOfChief()), guard: null }, 'vault', { name: 'gold' })
    const paths = [
      '/records/vault',
      '/records/nothing',
      '/records/constructor',
      `/records/vault/${hidden.id}`,
      '/records/nothing/1',
      '/records/paper/0',
      '/records/paper/abc',
      '/aggregate/vault',
      '/aggregate/nope',
    ]
    const replies = await Promise.all(paths.map((path) => clerk.get(path)))
    const writes = await Promise.all(['vault', 'nothing'].map((name) => clerk.post(`/records/${name}`, { body: { name: 'x' } })))

    expect(new Set([...replies, ...writes].map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(replies[0]?.json).toEqual({
      type: 'urn:danju:problem:not-found',
      title: 'Not found',
      status: 404,
      code: 'not-found',
      detail: 'Not found.',
      errors: [],
    })
  })

  it('take no key that nobody may write', async () => {
    const tries = [{ id: '5' }, { version: 9 }, { total: '1.00' }, { role: 'admin' }, { 'owner.login': 'x' }, { createdBy: '1' }]
    const replies = await Promise.all(tries.map((extra) => chief.post('/records/paper', { body: { number: 'N', ...extra } })))

    expect(replies.map(({ status }) => status)).toEqual(tries.map(() => 400))
    expect(replies[0]?.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(replies[0]?.json.errors).toEqual([{ at: 'id', code: 'unknown-field', message: expect.any(String) }])
  })

  it.each([
    ['/records/paper?nonsense=1', 'nonsense'],
    ['/records/paper?size=201', 'size'],
    ['/records/paper?size=0', 'size'],
    ['/records/paper?page=-1', 'page'],
    ['/records/paper?count=maybe', 'count'],
    ['/records/paper?where=[1]', 'where'],
    ['/records/paper?where={', 'where'],
    ['/records/paper?size=5&size=6', 'size'],
    ['/records/paper?fields=a,,b', 'fields'],
    ['/search?__proto__=1', '__proto__'],
  ])('refuse %s and say which parameter', async (path, at) => {
    const reply = await chief.get(path)

    expect([reply.status, reply.json.errors[0].at]).toEqual([400, at])
  })

  it('are never written by GET or HEAD', async () => {
    const before = await checksum()
    const paths = [
      '/session',
      '/sessions',
      '/preferences',
      '/tokens',
      '/model',
      '/records/paper',
      '/search?q=a',
      '/runs',
      '/changes',
      '/versions',
      '/alerts',
      '/notifications',
      '/jobs',
      '/sync/x',
      '/openapi.json',
    ]
    for (const method of ['GET', 'HEAD']) for (const path of paths) expect((await chief.ask(method, path, {})).status).toBe(200)

    expect(await checksum()).toBe(before)
  })

  it('run in the background by reports, exports and bulk, for their owner alone', async () => {
    const [report, exported, bulk] = [
      await clerk.post('/reports/papers/runs', { body: { parameters: { from: '2026-01-01' }, format: 'xlsx' } }),
      await clerk.post('/exports', { body: { resource: 'paper', where: { number: 'A' }, format: 'csv' } }),
      await clerk.post('/records/paper/bulk', { body: { where: {}, action: 'send', answers: { note: 'x' } } }),
    ]
    const file = await clerk.get(`/runs/${report.json.id}/file`)

    expect([report.status, exported.status, bulk.status]).toEqual([202, 202, 202])
    expect(bulk.text).toBe(`{"id":"${bulk.json.id}"}`)
    expect((await clerk.get(`/runs/${report.json.id}`)).json).toMatchObject({ state: 'done', progress: 1, rows: 3, error: null })
    expect((await chief.get(`/runs/${report.json.id}`)).status).toBe(404)
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="__ _1_.csv"; filename*=UTF-8''%E6%8A%A5%E8%A1%A8%20%221%22.csv`,
    )
    expect((await clerk.post('/exports', { body: { resource: 'paper', format: 'pdf' } })).status).toBe(400)
    expect((await clerk.post('/records/paper/bulk', { body: { ids: ['1'], where: {}, action: 'send' } })).status).toBe(400)
  })

  it('are printed on the paper that is asked for, and shown in frames of ours alone', async () => {
    const page = await chief.get('/records/paper/7/print/letter.html?paper=A5')
    const odd = await chief.get('/records/paper/7/print/letter.html?paper=A3')

    expect([page.status, page.text]).toEqual([200, '<!doctype html>A5'])
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'self'")
    expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect((await chief.get('/records/paper/7/print/letter.html')).text).toBe('<!doctype html>')
    expect([odd.status, odd.json]).toMatchObject([400, { code: 'bad-query' }])
  })

  it('are printed and explained', async () => {
    const printed = await chief.get('/records/paper/7/print/letter.pdf')
    const [own, other] = [
      await clerk.get('/explain?action=read&resource=paper'),
      await clerk.get('/explain?user=chief&action=read&resource=paper'),
    ]

    expect([printed.status, printed.headers.get('content-type'), printed.text]).toEqual([200, 'application/pdf', '%PDF'])
    expect([own.status, other.status]).toEqual([200, 403])
    expect((await chief.get('/explain?user=clerk&action=read&resource=paper')).status).toBe(200)
  })

  it('leave the platform to who holds the right', async () => {
    const refused = await Promise.all([
      clerk.get('/changes'),
      clerk.post('/changes', { body: {} }),
      clerk.get('/jobs'),
      clerk.get('/sync/x'),
      clerk.get('/versions'),
    ])

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    expect((await chief.post('/changes', { body: { add: [{ kind: 'resource', name: 'x_thing' }] } })).json).toMatchObject({
      id: expect.any(String),
      problems: [],
    })
    expect((await chief.post('/changes/7/publish', { body: { note: 'why' } })).json).toEqual({ version: 2 })
  })
})

describe('the documentation', () => {
  it('names routes of the platform to who holds the right, and to nobody else', async () => {
    const pathsOf = async (who: typeof clerk) => Object.keys((await who.get('/openapi.json')).json.paths)
    const [clerks, chiefs] = [await pathsOf(clerk), await pathsOf(chief)]
    const platforms = ['/changes', '/changes/{id}/publish', '/versions', '/jobs', '/sync/{connector}', '/users/{id}/password']

    expect(chiefs).toEqual(expect.arrayContaining(platforms))
    expect(clerks.filter((path) => platforms.includes(path))).toEqual([])
    expect(clerks).toEqual(expect.arrayContaining(['/session', '/records/{resource}', '/explain']))
  })
})

async function contextOfChief() {
  const actor = await world.accounts.actorFor({
    userId: (await world.accounts.userByLogin(world.model, 'chief')) ?? '',
    model: world.model,
    via: 'api',
  })
  if (actor === undefined) throw new Error('no chief')
  return { model: world.model, actor, requestId: 'test', guard: null }
}

/** Everything the platform and the office keep in tables. */
async function checksum(): Promise<string> {
  const { quote } = world.database.dialect
  const names = [
    'dj_session',
    'dj_token',
    'dj_credential',
    'dj_preference',
    'dj_idempotency',
    'dj_throttle',
    'dj_rights',
    'dj_state',
    ...world.model.tables.map(({ name }) => name),
  ]
  const rows = await Promise.all(names.map((name) => world.database.query(`select * from ${quote(name)}`)))
  return JSON.stringify([rows, [...world.records.rows].map(([name, all]) => [name, [...all]])])
}
