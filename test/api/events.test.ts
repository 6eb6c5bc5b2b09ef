import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { bumpRights } from '../../src/accounts/rights.js'
import { openWebWorld, type WebWorld } from '../support/web-world.js'

let world: WebWorld
const open = new Set<AbortController>()
beforeAll(async () => {
  world = await openWebWorld({ beatMs: 50 })
  await world.givenUser('ada', ['clerk'])
  await world.givenUser('bo', ['clerk'])
})
afterEach(() => {
  for (const controller of open) controller.abort()
  open.clear()
})
afterAll(() => world.close())

describe('the event stream', () => {
  it('begins with the model version and what is unread, and beats', async () => {
    const stream = await listenAs('ada')

    expect(await stream.until(': beat')).toContain(`event: model\ndata: {"version":${world.model.version}}`)
    expect(stream.text()).toContain('event: notification\ndata: {"unread":4}')
    expect(stream.type).toBe('text/event-stream')
  })

  it('tells of one’s own runs and notifications and of no one else’s', async () => {
    const [mine, theirs] = [await world.browser('ada'), await world.browser('bo')]
    const own = (await mine.post('/exports', { body: { resource: 'paper' } })).json.id
    const other = (await theirs.post('/exports', { body: { resource: 'paper' } })).json.id
    const stream = await listenAs('ada')
    await stream.until(': beat')
    world.signals.publish('run', other)
    world.signals.publish('run', own)
    world.signals.publish('model', '9')

    expect(await stream.until('"version":9')).not.toContain(other)
    expect(await stream.until('event: run')).toContain(`"id":"${own}"`)
  })

  it('tells everybody that some alert was raised or closed, and nothing of it', async () => {
    const stream = await listenAs('ada')
    await stream.until(': beat')
    world.signals.publish('alert', 'paper')

    expect(await stream.until('event: alert\ndata: {}\n')).not.toContain('paper')
  })

  it('ends soon after the session was ended, and after the rights changed', async () => {
    const browser = await world.browser('ada')
    const [first, second] = [await listenAs('ada', browser.cookie), await listenAs('bo')]
    await Promise.all([first.until(': beat'), second.until(': beat')])
    await browser.remove('/session')
    const bo = (await world.accounts.userByLogin(world.model, 'bo')) ?? ''
    await world.database.transaction((tx) => bumpRights(tx, [bo]))

    await Promise.all([first.ended, second.ended])
  })

  it('is for nobody who is not signed in', async () => {
    expect((await fetch(`${world.url}/api/v1/events`)).status).toBe(401)
  })
})

async function listenAs(login: string, cookie?: string) {
  const controller = new AbortController()
  open.add(controller)
  const headers = { cookie: cookie ?? (await world.browser(login)).cookie }
  const reply = await fetch(`${world.url}/api/v1/events`, { headers, signal: controller.signal })
  let text = ''
  const ended = (async () => {
    for await (const chunk of reply.body ?? []) text += Buffer.from(chunk).toString()
  })().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error
  })
  const until = async (part: string) => {
    for (let round = 0; round < 300 && !text.includes(part); round += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(text).toContain(part)
    return text
  }
  return { type: reply.headers.get('content-type'), ended, until, text: () => text }
}
