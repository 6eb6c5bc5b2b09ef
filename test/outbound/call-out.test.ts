import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import type { OutboundCall } from '../../src/outbound/call.js'
import { createOutbound, type OutboundSettings } from '../../src/outbound/outbound.js'
import { type HostileServer, hostileServer } from './hostile-server.js'

let server: HostileServer

beforeAll(async () => {
  server = await hostileServer()
})
afterAll(() => server.close())

const host = () => `127.0.0.1:${server.port}`
const outbound = (settings: Partial<OutboundSettings> = {}) => createOutbound({ allowPrivate: [host()], ...settings })
const call = (path: string, more: Partial<OutboundCall> = {}): OutboundCall => ({
  url: `http://${host()}${path}`,
  method: 'GET',
  timeoutMs: 400,
  ...more,
})
const textOf = (answer: { readonly body: Uint8Array }) => Buffer.from(answer.body).toString()

/** How long a refusal takes. */
async function timed(work: Promise<unknown>): Promise<{ readonly error: unknown; readonly ms: number }> {
  const startedAt = performance.now()
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return { error, ms: performance.now() - startedAt }
}

describe('calling another host', () => {
  it('sends the body and hands back what came', async () => {
    const answer = await outbound().callOut(
      call('/echo', { method: 'POST', body: '{"数量":1}', headers: { 'Content-Type': 'application/json' } }),
    )

    expect(answer).toMatchObject({ status: 200 })
    expect(textOf(answer)).toBe('{"数量":1}')
  })

  it('reaches a private host for the one call that names it', async () => {
    expect(await createOutbound({ allowPrivate: [] }).callOut(call('/ok', { allowHosts: [host()] }))).toMatchObject({ status: 200 })
    await expect(createOutbound({ allowPrivate: [] }).callOut(call('/ok'))).rejects.toMatchObject({ code: 'outbound-address' })
  })

  it('opens a host on the port the operator wrote, and on no other', async () => {
    const elsewhere = createOutbound({ allowPrivate: ['127.0.0.1:1'] })

    await expect(elsewhere.callOut(call('/ok'))).rejects.toMatchObject({ code: 'outbound-address' })
  })

  it.each(['/hang', '/drip', '/headers-then-hang'])('%s: gives up at the deadline, drip or not', async (path) => {
    const { error, ms } = await timed(outbound().callOut(call(path)))

    expect(error).toMatchObject({ code: 'outbound-timeout' })
    expect(ms).toBeLessThan(9_000)
  })

  it.each(['/reset', '/cut', '/many-headers'])('%s: a broken connection is no answer', async (path) => {
    await expect(outbound().callOut(call(path))).rejects.toMatchObject({ code: 'outbound-unreachable' })
  })

  it('speaks TLS to an https address, never plain text', async () => {
    const { error } = await timed(outbound().callOut(call('/ok', { url: `https://${host()}/ok` })))

    expect(error).toMatchObject({ code: 'outbound-unreachable', details: { code: 'EPROTO' } })
  })

  it('nobody listens: said at once', async () => {
    const nobody = createOutbound({ allowPrivate: ['127.0.0.1'] })

    await expect(nobody.callOut({ ...call('/'), url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
      code: 'outbound-unreachable',
      details: { code: 'ECONNREFUSED' },
    })
  })

  it.each(['/large', '/endless'])('%s: stops reading at 5 MB', async (path) => {
    await expect(outbound().callOut(call(path, { timeoutMs: 5_000 }))).rejects.toMatchObject({ code: 'outbound-too-large' })
  })

  it.each(['/to-metadata', '/to-ok'])('%s: a redirect is an answer, nobody follows it', async (path) => {
    const before = server.seen.length
    const answer = await outbound().callOut(call(path))

    expect(answer.status).toBeGreaterThanOrEqual(300)
    expect(answer.headers.location).toBeDefined()
    expect(server.seen.length).toBe(before + 1)
  })

  it('hands on how long the other side wants to be left alone', async () => {
    const clock = { now: () => Date.UTC(2026, 10, 22, 8, 0, 0) }

    expect(await outbound().callOut(call('/429'))).toMatchObject({ status: 429, retryAfterSeconds: 17 })
    expect(await outbound({ clock }).callOut(call('/503'))).toMatchObject({ status: 503, retryAfterSeconds: 30 })
  })

  it('sends credentials to their origin and to no other', async () => {
    const credentials = { origin: `http://${host()}`, headers: { Authorization: 'Bearer s3cret' } }
    const answer = await outbound().callOut(call('/headers', { credentials }))

    expect(JSON.parse(textOf(answer))).toMatchObject({ authorization: 'Bearer s3cret' })
    await expect(
      outbound().callOut(call('/headers', { credentials: { ...credentials, origin: 'https://other.example' } })),
    ).rejects.toMatchObject({
      code: 'outbound-credentials',
    })
  })

  it.each([{ Host: 'other' }, { 'Transfer-Encoding': 'chunked' }, { 'X-A': 'a\r\nX-B: b' }, { 'X A': 'a' }])(
    'refuses the header %j',
    async (headers) => {
      await expect(outbound().callOut(call('/headers', { headers: headers as unknown as Record<string, string> }))).rejects.toMatchObject({
        code: 'outbound-header',
      })
    },
  )
})

describe('a host that fails', () => {
  it('is left alone after five failures in a row, and tried again after a while', async () => {
    const door = outbound({ restMs: 150 })
    for (let count = 0; count < 5; count += 1) expect(await door.callOut(call('/500'))).toMatchObject({ status: 500 })
    const before = server.seen.length

    await expect(door.callOut(call('/ok'))).rejects.toMatchObject({ code: 'outbound-resting' })
    expect(server.seen.length).toBe(before)

    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await door.callOut(call('/ok'))).toMatchObject({ status: 200 })
    expect(await door.callOut(call('/ok'))).toMatchObject({ status: 200 })
  })

  it('rests for 30 seconds', async () => {
    const door = outbound()
    for (let count = 0; count < 5; count += 1) await door.callOut(call('/500'))
    const now = Date.now()
    const time = jest.spyOn(Date, 'now')
    try {
      time.mockReturnValue(now + 29_000)
      await expect(door.callOut(call('/ok'))).rejects.toMatchObject({ code: 'outbound-resting' })
      time.mockReturnValue(now + 31_000)
      expect(await door.callOut(call('/ok'))).toMatchObject({ status: 200 })
    } finally {
      time.mockRestore()
    }
  })

  it('that refuses, or is refused by us, has not failed', async () => {
    const door = outbound()
    for (let count = 0; count < 6; count += 1) {
      expect(await door.callOut(call('/400'))).toMatchObject({ status: 400 })
      await expect(door.callOut(call('/large', { timeoutMs: 5_000 }))).rejects.toMatchObject({ code: 'outbound-too-large' })
    }
    expect(await door.callOut(call('/ok'))).toMatchObject({ status: 200 })
  })

  it('does not stop calls to another', async () => {
    const door = outbound({ allowPrivate: ['127.0.0.1'] })
    for (let count = 0; count < 6; count += 1) await timed(door.callOut({ ...call('/'), url: 'http://127.0.0.1:1/' }))

    expect(await door.callOut(call('/ok'))).toMatchObject({ status: 200 })
  })
})
