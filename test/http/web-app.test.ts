import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { UnavailableError } from '../../src/kernel/errors.js'
import { Browser } from '../support/browser-client.js'
import { openWebWorld, testPassword, type WebWorld } from '../support/web-world.js'

let world: WebWorld
let ada: Browser
beforeAll(async () => {
  world = await openWebWorld()
  await world.givenUser('ada', ['clerk'], { locale: 'en' })
  await world.givenUser('chief', ['admin'])
  ada = await world.browser('ada')
})
afterAll(() => world.close())

const write = (browser: Browser, headers: Record<string, string> = {}) => browser.post('/records/paper', { body: { number: 'P' }, headers })

describe('another site’s page', () => {
  it.each([
    ['without the token', { 'x-csrf-token': '' }],
    ['with the token of somebody else', { 'x-csrf-token': 'x'.repeat(43) }],
    ['from a foreign origin', { origin: 'https://evil.example' }],
    ['from a foreign origin that has our name in it', { origin: 'http://127.0.0.1.evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['from a sister site', { 'sec-fetch-site': 'same-site' }],
    ['that says cross-site beside our origin', { 'sec-fetch-site': 'cross-site' }],
  ])('writes nothing with our cookie %s', async (_name, headers) => {
    const before = world.records.rows.get('paper')?.size ?? 0
    const reply = await write(ada, headers)

    expect([reply.status, reply.json.code]).toEqual([403, 'csrf'])
    expect(world.records.rows.get('paper')?.size ?? 0).toBe(before)
  })

  it('writes nothing when neither header says where it comes from', async () => {
    const silent = new Browser(world.url)
    Object.assign(silent, { cookie: ada.cookie, csrfToken: ada.csrfToken, origin: undefined })

    expect((await write(silent)).json.code).toBe('csrf')
    expect((await write(silent, { 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  })

  it('cannot sign a browser in, a script can', async () => {
    const body = { login: 'ada', password: testPassword }
    const page = new Browser(world.url)
    const script = new Browser(world.url)
    script.origin = undefined

    expect((await page.post('/session', { body, headers: { origin: 'https://evil.example' } })).json.code).toBe('csrf')
    expect((await page.post('/session', { body, headers: { 'sec-fetch-site': 'cross-site' } })).json.code).toBe('csrf')
    expect((await script.post('/session', { body })).status).toBe(200)
  })
})

describe('a body', () => {
  it('is not read from a stranger', async () => {
    const stranger = new Browser(world.url)

    expect((await stranger.post('/records/paper', { raw: '{broken' })).status).toBe(401)
  })

  it.each([
    ['broken', '{broken', 400],
    ['no object', '"text"', 400],
    ['an array', '[1]', 400],
    ['too large', `{"number":"${'x'.repeat(1_100_000)}"}`, 413],
    ['reaching for __proto__', '{"__proto__":{"admin":true}}', 400],
    ['reaching for constructor', '{"lines":[{"constructor":{"prototype":{}}}]}', 400],
    ['too deep', `${'{"a":'.repeat(14)}1${'}'.repeat(14)}`, 400],
    ['with too many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`k${i}`, 1]))), 400],
    ['with a NUL', '{"number":"a\\u0000b"}', 400],
    ['with half a letter', '{"number":"a\\ud800b"}', 400],
  ])('that is %s is refused as a problem', async (_name, raw, status) => {
    const reply = await ada.post('/records/paper', { raw })

    expect(reply.status).toBe(status)
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(reply.json).toMatchObject({
      status,
      title: expect.any(String),
      detail: expect.any(String),
      code: expect.any(String),
      errors: expect.any(Array),
    })
    expect(({} as Record<string, unknown>).admin).toBeUndefined()
  })

  it('in another encoding than we read is refused, not guessed', async () => {
    expect((await ada.post('/records/paper', { raw: '{}', headers: { 'content-encoding': 'x-odd' } })).status).toBe(400)
    expect((await ada.post('/records/paper', { raw: new FormData() })).status).toBe(400)
  })
})

describe('every answer', () => {
  it('names its request and its model version, and takes a sane name given to it', async () => {
    const [named, odd, lost] = [
      await ada.get('/session', { headers: { 'x-request-id': 'trace-1234567' } }),
      await ada.get('/session', { headers: { 'x-request-id': 'a b"c' } }),
      await ada.get('//nowhere'),
    ]

    expect(named.headers.get('x-request-id')).toBe('trace-1234567')
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect([lost.status, lost.headers.get('x-model-version')]).toEqual([404, String(world.model.version)])
  })

  it('allows scripts from here alone, each with the nonce of its own page', async () => {
    const [one, two] = [await ada.get('//api/docs/'), await ada.get('//api/docs/')]
    const policy = one.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''

    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-inline')
    expect(one.text).toContain(`nonce="${nonce}"`)
    expect(two.headers.get('content-security-policy')).not.toBe(policy)
    expect(one.headers.get('x-content-type-options')).toBe('nosniff')
    expect(one.headers.get('x-powered-by')).toBeNull()
    expect((await ada.get('//api/docs/swagger-ui.css')).status).toBe(200)
    expect((await ada.get('//api/docs/package.json')).status).toBe(404)
  })

  it('leaves no body, cookie, token or condition in the log, and one line an event', async () => {
    const from = world.log.length
    await ada.get('/records/paper?where={"number":"very-secret-number"}', { headers: { 'user-agent': 'a\u0085b' } })
    await ada.signIn('ada', testPassword)
    const lines = world.log.slice(from)

    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
    expect(lines.join('')).not.toMatch(/very-secret-number|correct horse|danju=/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      user: 'ada',
      req: { method: 'GET', path: '/api/v1/records/paper', queryLength: 46 },
      res: { status: 200 },
      responseTime: expect.any(Number),
      msg: 'request completed',
    })
  })

  it('of ours is told as nothing and logged whole when it is our own fault', async () => {
    const broken = await world.another({
      ready: async () => {},
      models: { current: () => world.model, at: () => Promise.reject(new Error('secret detail')) },
    })
    const reply = await fetch(`${broken.url}/api/v1/session`, { headers: { cookie: ada.cookie } })
    await broken.close()

    expect(reply.status).toBe(500)
    expect(await reply.text()).not.toContain('secret detail')
    expect(world.log.join('')).toContain('secret detail')
    const [refusal, request] = world.log.slice(-2).map((line) => JSON.parse(line))
    expect([refusal.requestId, request.requestId]).toEqual(Array(2).fill(reply.headers.get('x-request-id')))
  })
})

describe('a session store that fails', () => {
  it('is 503 for whoever has a cookie, never anonymous and never authorised, and nobody can sign in', async () => {
    let isDown = true
    const accounts = {
      ...world.accounts,
      recognise: (kind: 'session' | 'token', secret: string) =>
        isDown ? Promise.reject(new Error('connection lost')) : world.accounts.recognise(kind, secret),
      signIn: () => Promise.reject(new UnavailableError('database')),
    }
    const process = await world.another({ accounts })
    const browser = new Browser(process.url)
    Object.assign(browser, { cookie: ada.cookie, csrfToken: ada.csrfToken })
    const down = await browser.get('/session')
    isDown = false
    const up = await browser.get('/session')
    await process.close()

    expect([down.status, down.json.code, down.headers.get('retry-after')]).toEqual([503, 'sessions-unavailable', '2'])
    expect(up.status).toBe(200)
  })
})

it('leads a browser that asks for nothing in particular to the screens', async () => {
  const answer = await fetch(world.url, { redirect: 'manual' })

  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/admin'])
})

describe('health', () => {
  it('is alive at once, ready when records can be read', async () => {
    let asked = 0
    let isReady = false
    const process = await world.another({
      ready: async () => {
        asked += 1
        if (!isReady) throw new Error('no tables yet')
      },
    })
    const status = async (path: string) => (await fetch(`${process.url}${path}`)).status
    const early = [await status('/healthz'), await status('/readyz'), await status('/readyz')]
    isReady = true
    world.clock.pass(1_001)
    const late = await status('/readyz')
    await process.close()

    expect(early).toEqual([200, 503, 503])
    expect(late).toBe(200)
    expect(asked).toBe(2)
  })

  it('shows its counters to this machine, to administrators, and to no proxy that speaks for others', async () => {
    const proxied = { 'x-forwarded-for': '203.0.113.9' }
    const chief = await world.browser('chief')

    expect((await ada.get('//metrics')).text).toContain(
      'http_request_duration_seconds_bucket{le="0.005",method="GET",route="/api/v1/session",status="200"}',
    )
    expect((await new Browser(world.url).get('//metrics', { headers: proxied })).status).toBe(401)
    expect((await ada.get('//metrics', { headers: proxied })).status).toBe(403)
    expect((await chief.get('//metrics', { headers: proxied })).status).toBe(200)
  })
})

describe('too many requests of one user', () => {
  it('are 429 and leave others alone', async () => {
    const process = await world.another({ perSecond: 20 })
    const asking = (cookie: string) => fetch(`${process.url}/api/v1/session`, { headers: { cookie } })
    const replies = await Promise.all(Array.from({ length: 60 }, () => asking(ada.cookie)))
    const other = await asking((await world.browser('chief')).cookie)
    const refused = replies.filter(({ status }) => status === 429)
    await process.close()

    expect(refused.length).toBeGreaterThanOrEqual(20)
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    expect(other.status).toBe(200)
  })
})

describe('a cookie over https', () => {
  it('is Secure and bound to the host', async () => {
    const process = await world.another({ settings: { baseUrl: 'https://danju.test', trustProxy: 0, host: '127.0.0.1', port: 0 } })
    const reply = await fetch(`${process.url}/api/v1/session`, {
      method: 'POST',
      body: JSON.stringify({ login: 'ada', password: testPassword }),
    })
    await process.close()

    expect(reply.headers.getSetCookie()[0]).toMatch(/^__Host-danju=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(reply.headers.get('strict-transport-security')).toMatch(/^max-age=/)
  })
})

describe('nothing that is not a route', () => {
  it.each([
    ['GET', '//api/v1/'],
    ['PUT', '/records/paper'],
    ['DELETE', '/records/paper'],
    ['GET', '/Session'],
    ['GET', '/session/'],
    ['GET', '/records/%E0%A4%A'],
    ['TRACE', '/session'],
  ])('%s %s is 404 or 400', async (method, path) => {
    expect([400, 404]).toContain(await statusOf(method, path.startsWith('//') ? path.slice(1) : `/api/v1${path}`))
  })
})

/** Raw, because fetch tidies paths and refuses methods. */
function statusOf(method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest(`${world.url}${path}`, { method, headers: { cookie: ada.cookie } }, (reply) => {
      reply.resume()
      resolve(reply.statusCode ?? 0)
    })
    asking.on('error', reject).end()
  })
}
