import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Browser } from '../support/browser-client.js'
import { openWebWorld, plainHasher, testPassword, type WebWorld } from '../support/web-world.js'

let world: WebWorld
let hashed = 0

beforeAll(async () => {
  const verify = (stored: string | null, password: string) => {
    hashed += 1
    return plainHasher.verify(stored, password)
  }
  world = await openWebWorld({ hasher: { ...plainHasher, verify } })
})
afterAll(() => world.close())

describe('signing in', () => {
  it('answers who one is, and says it again while the session lives', async () => {
    const id = await world.givenUser('ada', ['clerk'], { locale: 'en' })
    const browser = await world.browser()
    const signedIn = await browser.signIn('ada', testPassword)
    const again = await browser.get('/session')

    expect(signedIn.json).toEqual({
      user: { id, login: 'ada', name: 'ada', roles: ['clerk'], locale: 'en' },
      csrfToken: expect.any(String),
    })
    expect(again.json).toMatchObject({ user: { id }, csrfToken: signedIn.json.csrfToken })
    expect(signedIn.headers.getSetCookie()[0]).toMatch(/^danju=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('knows a login in other letters, where only one can be meant', async () => {
    const id = await world.givenUser('grace', ['clerk'])
    await world.givenUser('Twin', ['clerk'])
    const exact = await world.givenUser('twin', ['clerk'])
    const whoIs = async (login: string) => (await new Browser(world.url).signIn(login, testPassword)).json?.user?.id

    expect([await whoIs('Grace'), await whoIs(' GRACE '), await whoIs('twin'), await whoIs('TWIN')]).toEqual([id, id, exact, undefined])
  })

  it('gives a new session at every sign-in and ends the one the browser came with', async () => {
    await world.givenUser('fixed', ['clerk'])
    const browser = await world.browser('fixed')
    const before = browser.cookie
    await browser.signIn('fixed', testPassword)
    const old = new Browser(world.url)
    old.cookie = before

    expect(browser.cookie).not.toBe(before)
    expect((await old.get('/session')).status).toBe(401)
  })

  it('does not take a session secret that the browser brought along', async () => {
    const planted = await world.browser()
    planted.cookie = `danju=${'x'.repeat(43)}`
    await planted.signIn('ada', testPassword)

    expect(planted.cookie).not.toContain('xxx')
    expect((await planted.get('/session')).status).toBe(200)
  })

  it('answers an unknown login, a wrong password and somebody who left alike', async () => {
    await world.givenUser('left', ['clerk'], { active: false })
    const tries = [
      { login: 'ada', password: 'wrong password' },
      { login: 'who is this', password: 'wrong password' },
      { login: 'left', password: testPassword },
    ]
    const replies = await Promise.all(tries.map((body) => new Browser(world.url).post('/session', { body })))

    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(replies[0]?.json).toMatchObject({ status: 401, code: 'wrong-credentials' })
  })

  it('lets at most ten wrong tries on an account reach the hasher, whatever else the caller varies', async () => {
    await world.givenUser('victim', ['clerk'])
    hashed = 0
    const replies = []
    for (let round = 0; round < 10; round += 1) {
      const tries = Array.from({ length: 6 }, (_, index) => wrongTry(round * 6 + index))
      replies.push(...(await Promise.all(tries)))
    }
    const refused = replies.filter(({ status }) => status === 429)

    expect(hashed).toBeLessThanOrEqual(10)
    expect(hashed).toBeGreaterThan(0)
    expect(replies.every(({ status }) => [400, 401, 429].includes(status))).toBe(true)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await new Browser(world.url).post('/session', { body: { login: 'victim', password: testPassword } })).status).toBe(429)
  })

  it('lets the account in again once the window has passed', async () => {
    world.clock.pass(11 * 60_000)

    expect((await new Browser(world.url).signIn('victim', testPassword)).status).toBe(200)
  })
})

/** Rotates everything a caller may rotate: the claimed address, the spelling, junk beside the login. */
function wrongTry(round: number) {
  const headers = { 'x-forwarded-for': `10.0.${round}.1`, 'x-real-ip': `10.1.${round}.1`, 'user-agent': `agent ${round}` }
  const login = round % 2 === 0 ? 'victim' : ' VICTIM '.repeat(1)
  const junk = round % 5 === 4 ? { [`junk${round}`]: round } : {}
  return new Browser(world.url).post('/session', { body: { login, password: `wrong password ${round}`, ...junk }, headers })
}
