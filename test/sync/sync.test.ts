import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { syncOrder } from '../../jobs/sync-order.js'
import type { JobTools } from '../../src/define/job.js'
import { createOutbound, type Outbound } from '../../src/outbound/outbound.js'
import { verifySignature } from '../../src/outbound/signature.js'
import type { Context } from '../../src/records/door.js'
import { platformFields } from '../../src/records/writing/platform-field.js'
import type { SyncDeps } from '../../src/sync/deps.js'
import { createSync, type Sync } from '../../src/sync/sync.js'
import { type Office, openOffice } from '../queue/support/office.js'
import { anOrder, aShop } from '../support/platform.js'
import { type Outside, openOutside } from './outside.js'

const secret = 'a secret of the two systems'
let office: Office
let outside: Outside
let platform: Context
let order: string

beforeAll(async () => {
  office = await openOffice()
  outside = await openOutside()
  platform = office.contextFor({ ...office.admin.actor, roles: ['platform'], system: [] })
  order = (await anOrder(office, await aShop(office, { onHand: '10' }), { quantity: '2' })).id
})

beforeEach(() => {
  outside.taken.clear()
  outside.calls.length = 0
  outside.next('take')
})

afterAll(async () => {
  await outside.close()
  await office.drop()
})

function sync(over: Partial<SyncDeps> = {}): Sync {
  const { database, clock, records } = office
  const outbound: Outbound = createOutbound({ allowPrivate: [], clock, restMs: 200 })
  return createSync({
    database,
    clock,
    records,
    outbound,
    setPlatformField: platformFields(office),
    target: { url: outside.url, secret, allowHosts: [outside.host] },
    ...over,
  })
}

const errand = (key = 'k1') => ({ connector: 'orderSync', id: order, key })
const stateOf = async () => (await office.records.get(office.admin, 'order', order)).syncState
const oneMoreTry = { isLast: false }

describe('a connector', () => {
  it('sends the record by the outside names, signed, and the record shows that it was sent', async () => {
    expect(await sync().send(platform, errand(), oneMoreTry)).toEqual({ done: true, note: 'HTTP 200' })

    const [call] = outside.calls
    expect(outside.taken.get('k1')).toMatchObject({
      orderNumber: expect.stringMatching(/^SO/),
      status: 'draft',
      customerName: expect.stringMatching(/^客户/),
      netAmount: '20.00',
      items: [expect.objectContaining({ productCode: expect.stringMatching(/^P/), quantity: '2.000000', unitPrice: '10.00000000' })],
    })
    expect(verifySignature(secret, { header: String(call?.headers['x-danju-signature']), body: call?.body ?? '', now: Date.now() })).toBe(
      true,
    )
    expect(await stateOf()).toBe('sent')
  })

  it.each(['fail', 'reset'] as const)('throws after “%s”, so that it is tried again, and says that the record waits', async (behaviour) => {
    outside.next(behaviour)

    await expect(sync().send(platform, errand(), oneMoreTry)).rejects.toMatchObject({ name: 'UnavailableError' })

    expect(await stateOf()).toBe('queued')
    expect(outside.taken.size).toBe(0)
  })

  it('waits as long as it is asked to', async () => {
    outside.next('busy')
    await expect(sync().send(platform, errand(), oneMoreTry)).rejects.toMatchObject({ name: 'TooManyError', retryAfterSeconds: 2 })
  })

  it('gives up after the last try, and says so', async () => {
    outside.next('fail')
    await expect(sync().send(platform, errand(), { isLast: true })).rejects.toThrow()
    expect(await stateOf()).toBe('failed')
  })

  it('parks what is refused, with the answer, and what is gone', async () => {
    outside.next('refuse')
    expect(await sync().send(platform, errand(), oneMoreTry)).toEqual({ parked: true, because: expect.stringContaining('422') })
    expect(await stateOf()).toBe('failed')
    expect(await sync().send(platform, { ...errand(), id: '1' }, oneMoreTry)).toEqual({ parked: true, because: 'the record is gone' })
    expect(await sync().send(platform, { ...errand(), connector: 'nobody' }, oneMoreTry)).toMatchObject({ parked: true })
  })

  it('sends nothing when no address is set', async () => {
    expect(await sync({ target: null }).send(platform, errand(), oneMoreTry)).toEqual({ done: true, note: 'off' })
    expect(outside.calls).toEqual([])
  })

  it('does not call a private address that the operator did not open', async () => {
    const closed = { url: outside.url, secret, allowHosts: [] }
    expect(await sync({ target: closed }).send(platform, errand(), oneMoreTry)).toMatchObject({
      parked: true,
      because: expect.stringContaining('outbound-address'),
    })
    expect(outside.calls).toEqual([])
  })

  it('ends a try within ten seconds, whether the other side hangs or drips', async () => {
    for (const behaviour of ['hang', 'drip'] as const) {
      outside.next(behaviour)
      const begun = Date.now()
      await expect(sync().send(platform, errand(), oneMoreTry)).rejects.toMatchObject({ code: 'outbound-timeout' })
      expect(Date.now() - begun).toBeLessThan(30_000)
    }
  })

  it('leaves a dead system alone for a while after five failures', async () => {
    const one = sync()
    outside.next('fail')
    for (let tries = 0; tries < 7; tries += 1) await one.send(platform, errand(), oneMoreTry).catch(() => undefined)
    expect(outside.calls.length).toBe(5)
  })

  it('shows operators how many records are where', async () => {
    await sync().send(platform, errand(), oneMoreTry)
    expect(await sync().get(office.admin, 'orderSync')).toMatchObject({
      connector: 'orderSync',
      state: 'on',
      counts: { sent: 1 },
      failed: [],
    })
    await expect(sync().get(office.admin, 'nobody')).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the job that sends orders', () => {
  const run = (id: string, key: string) => {
    const { records } = office.rooms.toolsFor(platform, { signal: new AbortController().signal, isLast: false })
    const send = (connector: string, record: string, as: string) => sync().send(platform, { connector, id: record, key: as }, oneMoreTry)
    const tools = { records, sync: { send } } as unknown as JobTools
    return syncOrder.run({ payload: { id }, key, attempt: 1, tools, log: () => undefined, signal: new AbortController().signal })
  }
  const step = (id: string, name: string, answers = {}) => office.records.transition(office.admin, 'order', id, name, answers, null)
  const anotherOrder = async () => (await anOrder(office, await aShop(office, { onHand: '10' }), { quantity: '2' })).id

  it('says nothing of an order that was cancelled before anybody approved it', async () => {
    const id = await anotherOrder()
    await step(id, 'submit')
    await step(id, 'cancel', { reason: '不要了' })

    expect(await run(id, 'never')).toEqual({ done: true, note: 'not due' })

    expect(outside.calls).toEqual([])
    expect(await office.records.get(office.admin, 'order', id)).toMatchObject({ syncState: 'none' })
  })

  it('tells of an approved order, and of its end', async () => {
    const id = await anotherOrder()
    await step(id, 'submit')
    await step(id, 'approve')
    expect(await run(id, 'approved')).toEqual({ done: true, note: 'HTTP 200' })
    await step(id, 'cancel', { reason: '不要了' })
    expect(await run(id, 'ended')).toEqual({ done: true, note: 'HTTP 200' })

    expect(outside.taken.get('approved')).toMatchObject({ status: 'approved' })
    expect(outside.taken.get('ended')).toMatchObject({ status: 'cancelled' })
  })
})
