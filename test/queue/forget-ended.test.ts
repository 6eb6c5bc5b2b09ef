import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Download } from '../../src/exchange/run-desk.js'
import type { Context } from '../../src/records/door.js'
import { enqueue } from '../../src/store/work/enqueue.js'
import { type Office, openOffice } from './support/office.js'

let office: Office
let admin: Context
beforeAll(async () => {
  office = await openOffice()
  admin = await office.as('admin', 'root')
})
afterAll(() => office.drop())

const ago = (hours: number): string => new Date(office.clock.now() - hours * 3_600_000).toISOString()

async function theNightPasses(): Promise<void> {
  const { ids, signals } = office
  await office.database.transaction((tx) => enqueue(tx, { ids, signals, at: ago(0) }, [{ job: 'forget-ended', payload: {} }]))
  await office.workOff()
}

/** An upload of this age, not attached to anything. @returns its id */
async function upload(name: string, hours: number): Promise<string> {
  const { id } = await office.rooms.ports.files.save(admin, { name, type: 'image/png', content: picture })
  await office.database.execute('UPDATE dj_file SET created_at = ? WHERE id = ?', [ago(hours), id])
  return id
}

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function bytesOf({ open }: Download): Promise<number> {
  let bytes = 0
  for await (const chunk of await open()) bytes += (chunk as Buffer).length
  return bytes
}

const opened = (id: string) => office.rooms.ports.files.get(admin, id).then(bytesOf)

it('lets go of uploads that no record took within a day, with their bytes', async () => {
  const [old, fresh, attached] = [await upload('old.png', 25), await upload('fresh.png', 23), await upload('logo.png', 25)]
  const [{ location } = { location: '' }] = await office.database.query<{ location: string }>('SELECT location FROM dj_file WHERE id = ?', [
    old,
  ])
  const { data } = await office.records.list(admin, 'company', { size: 1, count: 'none' })
  const company = data[0] ?? (await office.records.create(admin, 'company', { name: 'Wanhe' }))
  await office.records.update(admin, 'company', String(company.id), { logo: attached }, Number(company.version))
  await office.database.execute('UPDATE dj_file SET created_at = ? WHERE id = ?', [ago(900), attached])

  await theNightPasses()

  await expect(opened(old)).rejects.toMatchObject({ code: 'not-found' })
  expect(await office.database.query('SELECT id FROM dj_file WHERE location = ?', [location])).toEqual([])
  await expect(opened(fresh)).resolves.toBe(picture.length)
  await expect(opened(attached)).resolves.toBe(picture.length)
})

it('keeps the files of runs for as long as the runs', async () => {
  const request = { resource: 'order', where: null, search: null, sort: null, fields: null, format: 'csv' } as const
  const { id } = await office.rooms.ports.runs.startExport(admin, request)
  await office.workOff()
  await office.database.execute('UPDATE dj_file SET created_at = ?', [ago(48)])

  await theNightPasses()

  expect((await office.rooms.ports.runs.get(admin, id)).state).toBe('done')
  await expect(office.rooms.ports.runs.file(admin, id).then(bytesOf)).resolves.toBeGreaterThan(0)
})

it('lets go of sessions, throttles and idempotency keys that have ended, and of no others', async () => {
  const { database } = office
  for (const [id, expires] of [
    ['1', ago(1)],
    ['2', ago(-1)],
  ]) {
    const session = 'INSERT INTO dj_session (id, secret_hash, user_id, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)'
    await database.execute(session, [id, `hash-${id}`, admin.actor.id, ago(2), ago(0), expires])
    await database.execute('INSERT INTO dj_throttle (name, points, expires_at) VALUES (?, ?, ?)', [`account:${id}`, 1, expires])
  }
  for (const [name, hours] of [
    ['old', 24 * 7 + 1],
    ['young', 24 * 7 - 1],
  ] as const) {
    const sql = 'INSERT INTO dj_idempotency (user_id, request_key, route, digest, status, body, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)'
    await database.execute(sql, [admin.actor.id, name, '/x', 'd', 200, '{}', ago(hours)])
  }

  await theNightPasses()

  expect(await database.query('SELECT id FROM dj_session')).toEqual([{ id: '2' }])
  expect(await database.query("SELECT name FROM dj_throttle WHERE name LIKE 'account:%'")).toEqual([{ name: 'account:2' }])
  expect(await database.query('SELECT request_key AS name FROM dj_idempotency')).toEqual([{ name: 'young' }])
})
