import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Secret, TOTP } from 'otpauth'
import { argonHasher, assertPassword } from '../../src/accounts/passwords.js'
import { Browser } from '../support/browser-client.js'
import { openWebWorld, testPassword, type WebWorld } from '../support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await openWebWorld()
})
afterAll(() => world.close())

const otherPassword = 'another horse battery'
const codeOf = (secret: string, steps = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() + steps * 30_000 })

describe('a password', () => {
  it.each([['short'], ['1234567890'], ['aaaaaaaaaaaa'], ['adalovelace'], ['AdaLovelace99']])('is refused when it is %s', (password) => {
    expect(() => assertPassword(password, 'adalovelace', 'password')).toThrow(expect.objectContaining({ code: 'weak-password' }))
  })

  it('is hashed with argon2id and never twice alike', async () => {
    const hasher = argonHasher()
    const [one, two] = await Promise.all([hasher.hash(testPassword), hasher.hash(testPassword)])

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(await hasher.verify(one, testPassword)).toBe(true)
    expect(await hasher.verify(one, otherPassword)).toBe(false)
    expect(await hasher.verify(null, testPassword)).toBe(false)
  })

  it('costs an unknown user as much time as a known one', async () => {
    const hasher = argonHasher()
    const stored = await hasher.hash(testPassword)
    await hasher.verify(null, 'warm')
    const [known, unknown] = [
      await medianOf(() => hasher.verify(stored, otherPassword)),
      await medianOf(() => hasher.verify(null, otherPassword)),
    ]

    expect(unknown).toBeGreaterThan(known * 0.25)
    expect(unknown).toBeLessThan(known * 10)
  })

  it('needs the current one to be changed, ends every other session and renews this one', async () => {
    await world.givenUser('pat', ['clerk'])
    const [here, elsewhere] = [await world.browser('pat'), await world.browser('pat')]
    const before = here.cookie
    const wrong = await here.post('/password', { body: { current: 'not this one', next: otherPassword } })
    const weak = await here.post('/password', { body: { current: testPassword, next: 'pat' } })
    const same = await here.post('/password', { body: { current: testPassword, next: testPassword } })
    const changed = await here.post('/password', { body: { current: testPassword, next: otherPassword } })
    const stolen = new Browser(world.url)
    stolen.cookie = before

    expect([wrong.status, weak.status, same.status, changed.status]).toEqual([403, 422, 422, 200])
    expect(weak.json.errors).toEqual([{ at: 'next', code: 'weak-password', message: expect.any(String) }])
    expect((await elsewhere.get('/session')).status).toBe(401)
    expect((await stolen.get('/session')).status).toBe(401)
    expect((await here.get('/session')).json.csrfToken).toBe(changed.json.csrfToken)
    expect((await new Browser(world.url).signIn('pat', testPassword)).status).toBe(401)
    expect((await new Browser(world.url).signIn('pat', otherPassword)).status).toBe(200)
  })
})

describe('a second factor', () => {
  it('is asked for once confirmed, takes each code once, and each recovery code once', async () => {
    await world.givenUser('otto', ['clerk'])
    const browser = await world.browser('otto')
    const { secret, uri } = (await browser.post('/otp')).json
    const before = (await browser.get('/otp')).json
    const unconfirmed = await new Browser(world.url).signIn('otto', testPassword)
    const wrong = await browser.post('/otp/confirm', { body: { code: '000000' } })
    const { recoveryCodes } = (await browser.post('/otp/confirm', { body: { code: codeOf(secret) } })).json
    const withOtp = (otp?: string) => new Browser(world.url).signIn('otto', testPassword, otp)

    expect(uri).toMatch(/^otpauth:\/\/totp\/Danju:otto\?/)
    expect(unconfirmed.status).toBe(200)
    expect([before, (await browser.get('/otp')).json]).toEqual([{ on: false }, { on: true }])
    expect(wrong.json.code).toBe('wrong-code')
    expect(new Set(recoveryCodes).size).toBe(10)
    expect((await withOtp()).json.code).toBe('otp-required')
    expect((await withOtp(codeOf(secret))).status).toBe(401)
    world.clock.pass(30_000)
    const code = codeOf(secret)
    expect((await withOtp(code)).status).toBe(200)
    expect((await withOtp(code)).status).toBe(401)
    expect((await withOtp(recoveryCodes[3].toUpperCase())).status).toBe(200)
    expect((await withOtp(recoveryCodes[3])).status).toBe(401)
  })

  it('takes a code once even when two tries race', async () => {
    await world.givenUser('race', ['clerk'])
    const browser = await world.browser('race')
    const { secret } = (await browser.post('/otp')).json
    await browser.post('/otp/confirm', { body: { code: codeOf(secret) } })
    world.clock.pass(60_000)
    const code = codeOf(secret)
    const replies = await Promise.all(Array.from({ length: 5 }, () => new Browser(world.url).signIn('race', testPassword, code)))

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is removed only with the password or a code, and its secret is sealed in the database', async () => {
    const id = await world.givenUser('sam', ['clerk'])
    const browser = await world.browser('sam')
    const { secret } = (await browser.post('/otp')).json
    await browser.post('/otp/confirm', { body: { code: codeOf(secret) } })
    const [row] = await world.database.query('select otp_secret from dj_credential where user_id = ?', [id])
    const without = await browser.remove('/otp', { body: {} })
    const removed = await browser.remove('/otp', { body: { password: testPassword } })

    expect(row?.otp_secret).not.toContain(secret)
    expect([without.status, removed.status]).toEqual([401, 204])
    expect((await new Browser(world.url).signIn('sam', testPassword)).status).toBe(200)
  })
})

describe('a token', () => {
  it('acts as its owner until it is revoked, is shown once and kept as a hash', async () => {
    const id = await world.givenUser('bot', ['clerk'])
    const browser = await world.browser('bot')
    const made = await browser.post('/tokens', { body: { name: 'script', expiresOn: null } })
    const script = scriptWith(made.json.token)
    const listed = (await browser.get('/tokens')).json.data
    const [row] = await world.database.query('select secret_hash from dj_token where id = ?', [made.json.id])

    expect(made.status).toBe(201)
    expect(made.json.token).toMatch(/^dj_[\w-]{43}$/)
    expect(listed).toEqual([{ id: made.json.id, name: 'script', createdAt: expect.any(String), expiresOn: null, usedOn: null }])
    expect(JSON.stringify(row)).not.toContain(made.json.token)
    expect((await script('GET', '/session')).json.user.id).toBe(id)
    expect((await script('POST', '/records/paper', { number: 'P1' })).status).toBe(201)
    for (const [method, path] of [
      ['POST', '/tokens'],
      ['POST', '/otp'],
      ['POST', '/otp/confirm'],
      ['DELETE', '/otp'],
    ] as const)
      expect([path, (await script(method, path, { name: 'more', code: '123456' })).json.code]).toEqual([path, 'session-required'])
    await browser.remove(`/tokens/${made.json.id}`)
    expect((await script('GET', '/session')).status).toBe(401)
  })

  it('ends with its last day', async () => {
    await world.givenUser('brief', ['clerk'])
    const browser = await world.browser('brief')
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: world.clock.zone }).format(world.clock.now())
    const script = scriptWith((await browser.post('/tokens', { body: { name: 'today', expiresOn: today } })).json.token)
    const past = await browser.post('/tokens', { body: { name: 'past', expiresOn: '2020-01-01' } })

    expect((await script('GET', '/session')).status).toBe(200)
    world.clock.pass(25 * 3_600_000)
    expect((await script('GET', '/session')).status).toBe(401)
    expect(past.status).toBe(422)
  })

  it('of one user cannot be revoked by another', async () => {
    await world.givenUser('owner', ['clerk'])
    await world.givenUser('thief', ['clerk'])
    const made = await (await world.browser('owner')).post('/tokens', { body: { name: 'mine' } })

    expect((await (await world.browser('thief')).remove(`/tokens/${made.json.id}`)).status).toBe(404)
  })
})

describe('a password for somebody else', () => {
  it('is made by who manages users, shown once, and ends the sessions there were', async () => {
    const id = await world.givenUser('newcomer', ['clerk'])
    await world.givenUser('keeper', ['admin'])
    const [newcomer, keeper] = [await world.browser('newcomer'), await world.browser('keeper')]

    const { status, json } = await keeper.post(`/users/${id}/password`, {})

    expect(status).toBe(200)
    expect((await newcomer.get('/session')).status).toBe(401)
    expect((await newcomer.post('/session', { body: { login: 'newcomer', password: json.password } })).status).toBe(200)
    const [entry] = await world.database.query("select actor_label, note from dj_audit where action = 'reset-password'")
    expect(entry).toMatchObject({ actor_label: 'keeper', note: 'newcomer' })
  })

  it('is made by nobody else, for nobody who may do more, and not for oneself', async () => {
    const [clerk, boss] = [await world.givenUser('plain', ['clerk']), await world.givenUser('chief2', ['admin'])]
    const [plain, chief] = [await world.browser('plain'), await world.browser('chief2')]
    const token = (await chief.post('/tokens', { body: { name: 'script' } })).json.token
    const refused = [
      await plain.post(`/users/${clerk}/password`, {}),
      await plain.post(`/users/${boss}/password`, {}),
      await chief.post(`/users/${boss}/password`, {}),
      await scriptWith(token)('POST', `/users/${clerk}/password`),
      await chief.post('/users/123/password', {}),
    ]

    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 404])
    expect(refused[2]?.json.code).toBe('own-password')
  })
})

function scriptWith(token: string) {
  const script = new Browser(world.url)
  script.origin = undefined
  return (method: string, path: string, body?: unknown) => script.ask(method, path, { body, headers: { authorization: `Bearer ${token}` } })
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 9; round += 1) {
    const from = performance.now()
    await work()
    times.push(performance.now() - from)
  }
  return times.sort((a, b) => a - b)[4] ?? 0
}
