import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { readSettings } from '../../config/index.js'
import { demoStory } from '../../resources/demo/story.js'
import { writeDemoMark } from '../../src/demo-mark.js'
import { addDays, todayOf } from '../../src/kernel/clock.js'
import { actorAs } from '../../src/permissions/platform-actor.js'
import { openPlatform, type Platform } from '../../src/platform.js'
import { play, storyClock } from '../../src/play.js'
import type { Context } from '../../src/records/door.js'
import { brokenInvariants } from '../../src/records/invariants.js'
import { openRooms, type Rooms } from '../../src/rooms.js'
import { movedText, shiftDemo } from '../../src/shift-demo.js'
import { testTemplate, testWorld } from '../support/database.js'

const zone = 'Asia/Shanghai'
const today = todayOf({ zone, now: Date.now })
const dataDir = mkdtempSync(join(tmpdir(), 'danju-demo-'))
/** The build has played the story already; without a build it is played here. */
const built = join(import.meta.dirname, '../../dist/template')
let platform: Platform
let rooms: Rooms
let admin: Context

const isHere = testWorld() === 'embedded'
const inEmbedded = isHere ? it : it.skip

beforeAll(async () => {
  if (!isHere) return
  const settings = readSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
  const clock = storyClock(zone, Date.now() - 100 * 86_400_000)
  const template = existsSync(built) ? built : await testTemplate()
  platform = await openPlatform({ settings, clock, template, logger: pino({ level: 'silent' }) })
  admin = platform.contextFor(actorAs(platform.models.current(), 'admin', { login: 'test', name: 'Test', via: 'seed' }))
  if (!existsSync(built)) await tell(clock)
  clock.set(Date.now())
  await shiftDemo(platform.database, platform.models.current(), today)
  rooms = await openRooms(platform)
})

afterAll(async () => {
  await rooms?.close()
  await platform?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

async function tell(clock: ReturnType<typeof storyClock>): Promise<void> {
  await play(platform, clock, { steps: demoStory(), today })
  await writeDemoMark(platform.database, { today, lastId: platform.ids() })
}

const count = async (resource: string, where: unknown = {}) =>
  (await platform.records.list(admin, resource, { where, size: 1, count: 'exact' })).page.total ?? 0

inEmbedded('has orders in every state, some late, some short, some shipped in part', async () => {
  for (const status of ['draft', 'submitted', 'approved', 'closed', 'cancelled'])
    expect([status, await count('order', { status })]).not.toEqual([status, 0])
  expect(await count('order', { status: 'approved', dueOn: { lt: today } })).toBeGreaterThan(0)
  expect(await count('order', { status: 'approved', backordered: true })).toBeGreaterThan(0)
  expect(await count('order', { status: 'approved', shippedShare: { gt: 0, lt: 1 } })).toBeGreaterThan(0)
})

inEmbedded('names what is ordered, shipped and counted with its specification', async () => {
  for (const lines of ['order_line', 'shipment_line', 'stock_adjustment_line']) {
    const [row] = await platform.database.query(
      `select count(*) as total, sum(case when l.spec = p.spec then 1 else 0 end) as same from ${lines} l join product p on p.id = l.product_id where p.spec is not null`,
    )
    expect(Number(row?.total)).toBeGreaterThan(0)
    expect([lines, Number(row?.same)]).toEqual([lines, Number(row?.total)])
  }
})

inEmbedded('leaves nothing empty that people look at', async () => {
  const shown = Object.values(platform.models.current().resources).filter(
    (one) => one.screens.menu !== null && one.grants.some((grant) => grant.role === 'admin' && grant.can.includes('read')),
  )
  const empty: string[] = []
  for (const resource of shown) if ((await count(resource.name)) === 0) empty.push(resource.name)
  expect(empty).toEqual([])
  expect(await count('customer')).toBe(80)
  expect(await count('product')).toBe(60)
  expect(await count('warehouse')).toBe(3)
})

inEmbedded('keeps its books in order', async () => {
  expect(await brokenInvariants({ sql: platform.database, clock: platform.clock }, platform.models.current())).toEqual([])
})

inEmbedded('ends today and begins three months ago', async () => {
  const { data } = await platform.records.aggregate(admin, 'order', { measure: ['min(placedOn)', 'max(placedOn)'] })
  expect(data[0]?.['max(placedOn)']).toBe(today)
  expect(String(data[0]?.['min(placedOn)']) <= addDays(today, -85)).toBe(true)
})

inEmbedded('gives purchasing low and high stock to hear of', async () => {
  const context = platform.contextFor(actorAs(platform.models.current(), 'platform', { login: 'job', name: 'Job', via: 'job' }))
  const tools = rooms.toolsFor(context, { signal: new AbortController().signal, isLast: true })
  expect((await tools.alerts.check('stockBalance')).raised).toBeGreaterThan(3)
  const { data } = await platform.database
    .query("SELECT DISTINCT alert FROM dj_alert WHERE resource = 'stockBalance' ORDER BY alert")
    .then((rows) => ({ data: rows }))
  expect(data.map((row) => row.alert)).toEqual(['high', 'low'])
})

inEmbedded('moves with the calendar, numbers, trail and search included', async () => {
  const [before] = (await platform.records.list(admin, 'order', { sort: '-placedOn,-number', size: 1 })).data
  const later = addDays(today, 9)

  expect(await shiftDemo(platform.database, platform.models.current(), later)).toBe(9)

  const after = await platform.records.get(admin, 'order', before?.id ?? '')
  expect(after.placedOn).toBe(addDays(String(before?.placedOn), 9))
  expect(after.number).toBe(movedText(String(before?.number), 9))
  expect((await platform.records.list(admin, 'order', { search: String(after.number) })).data.map((order) => order.id)).toEqual([after.id])
  expect(await brokenInvariants({ sql: platform.database, clock: platform.clock }, platform.models.current())).toEqual([])
})

it('moves days in texts and in numbers alike', () => {
  expect(movedText('SO20261231-0007 2026-12-31 7', 1)).toBe('SO20270101-0007 2027-01-01 7')
  expect(movedText('C0012 2026', 5)).toBe('C0012 2026')
})
