import { Agent, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openWebWorld, type WebWorld } from '../support/web-world.js'

let world: WebWorld
beforeAll(async () => {
  world = await openWebWorld()
})
afterAll(() => world.close())

describe('going down', () => {
  it('resets none of 64 keep-alive clients and is gone within ten seconds', async () => {
    const process = await world.another()
    const agent = new Agent({ keepAlive: true, maxSockets: 64 })
    const client = { stopped: false, done: 0, resets: 0, left: 0 }
    const clients = Array.from({ length: 64 }, () => keepAsking(`${process.url}/healthz`, agent, client))
    while (client.done < 300) await pause(20)
    const from = performance.now()
    await process.close()
    const took = performance.now() - from
    client.stopped = true
    await Promise.all(clients)
    agent.destroy()

    expect(client.done).toBeGreaterThan(300)
    expect([client.left, client.resets]).toEqual([64, 0])
    expect(took).toBeLessThan(30_000)
  })

  it('says not ready while it drains, and ends event streams', async () => {
    await world.givenUser('ada', ['clerk'])
    const process = await world.another()
    const { cookie } = await world.browser('ada')
    const stream = await fetch(`${process.url}/api/v1/events`, { headers: { cookie } })
    const closing = process.close()
    const ready = await fetch(`${process.url}/readyz`)
    const text = await stream.text()
    await closing

    expect([ready.status, ready.headers.get('connection')]).toEqual([503, 'close'])
    expect(text).toContain('event: model')
  })
})

interface Client {
  stopped: boolean
  done: number
  resets: number
  left: number
}

/** Asks again and again, as one behind a balancer does: told `Connection: close`, it goes elsewhere. A reset is an answer lost. */
async function keepAsking(url: string, agent: Agent, client: Client): Promise<void> {
  while (!client.stopped) {
    const outcome = await ask(url, agent)
    client[outcome] += 1
    if (outcome !== 'done') return
    await pause(5 + Math.random() * 20)
  }
}

function ask(url: string, agent: Agent): Promise<'done' | 'left' | 'resets'> {
  return new Promise((resolve) => {
    request(url, { agent }, (reply) => reply.resume().once('end', () => resolve(reply.headers.connection === 'close' ? 'left' : 'done')))
      .once('error', () => resolve('resets'))
      .end()
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
