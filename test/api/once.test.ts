import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Browser } from '../support/browser-client.js'
import { openWebWorld, type WebWorld } from '../support/web-world.js'

let world: WebWorld
let ada: Browser
beforeAll(async () => {
  world = await openWebWorld()
  await world.givenUser('ada', ['clerk'])
  await world.givenUser('bo', ['clerk'])
  await world.givenUser('chief', ['admin'])
  ada = await world.browser('ada')
})
afterAll(() => world.close())

const withKey = (key: string) => ({ 'idempotency-key': key })
const papers = () => world.records.rows.get('paper')?.size ?? 0

describe('an Idempotency-Key', () => {
  it('makes five requests at the same moment one record, and answers all five with the same bytes', async () => {
    for (let round = 0; round < 10; round += 1) {
      const before = papers()
      const asking = { body: { number: `P${round}` }, headers: withKey(`race-${round}`) }
      const replies = await Promise.all(Array.from({ length: 5 }, () => ada.post('/records/paper', asking)))

      expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
      expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
      expect(new Set(replies.map(({ headers }) => headers.get('etag')))).toEqual(new Set(['"1"']))
      expect(papers()).toBe(before + 1)
    }
  })

  it('does not mind blanks and the order of keys, but another body or another route is 422', async () => {
    const headers = withKey('once')
    const first = await ada.post('/records/paper', { raw: '{"number":"A","lines":[]}', headers })
    const again = await ada.post('/records/paper', { raw: '{ "lines": [], "number": "A" }', headers })
    const other = await ada.post('/records/paper', { body: { number: 'B', lines: [] }, headers })
    const elsewhere = await ada.post('/exports', { body: { resource: 'paper' }, headers })

    expect(again.text).toBe(first.text)
    expect([other.status, other.json.code]).toEqual([422, 'idempotency-key-reused'])
    expect([elsewhere.status, elsewhere.json.code]).toEqual([422, 'idempotency-key-reused'])
  })

  it('of one user says nothing about the same key of another', async () => {
    const bo = await world.browser('bo')
    const [mine, theirs] = [
      await ada.post('/records/paper', { body: { number: 'M' }, headers: withKey('shared') }),
      await bo.post('/records/paper', { body: { number: 'T' }, headers: withKey('shared') }),
    ]

    expect([mine.status, theirs.status]).toEqual([201, 201])
    expect(mine.json.id).not.toBe(theirs.json.id)
  })

  it('is free again when the request was refused, because nothing was done', async () => {
    const headers = withKey('second-try')
    const refused = await ada.post('/records/paper', { body: { nonsense: 1 }, headers })
    const fixed = await ada.post('/records/paper', { body: { number: 'F' }, headers })

    expect([refused.status, fixed.status]).toEqual([400, 201])
  })

  it('holds on every POST but those that only sign in or hand out secrets', async () => {
    const chief = await world.browser('chief')
    const record = await chief.post('/records/paper', { body: { number: 'X' } })
    const posts: readonly (readonly [string, unknown])[] = [
      ['/exports', { resource: 'paper' }],
      ['/reports/papers/runs', { format: 'csv' }],
      ['/records/paper/bulk', { ids: [record.json.id], action: 'remove' }],
      [`/records/paper/${record.json.id}/send`, { note: 'now' }],
      ['/changes', { set: [], add: [] }],
      ['/changes/7/publish', { note: 'why' }],
      ['/versions/0/restore', { note: 'why' }],
      ['/notifications/read', { all: true }],
      ['/jobs/7/retry', {}],
    ]
    for (const [index, [path, body]] of posts.entries()) {
      const [first, again] = [
        await chief.post(path, { body, headers: withKey(`every-${index}`) }),
        await chief.post(path, { body, headers: withKey(`every-${index}`) }),
      ]

      expect([path, first.status < 300, again.text]).toEqual([path, true, first.text])
    }
  })

  it('holds for a file: the same file is one, another file is 422', async () => {
    const upload = (content: string) => ada.post('/files', { raw: formWith('note.txt', content), headers: withKey('file') })
    const [first, again, other] = [await upload('hello'), await upload('hello'), await upload('changed')]

    expect(first.status).toBe(201)
    expect(again.text).toBe(first.text)
    expect(other.status).toBe(422)
  })

  it('is refused when nobody would send it by intention', async () => {
    expect((await ada.post('/records/paper', { body: { number: 'L' }, headers: withKey('k'.repeat(300)) })).status).toBe(400)
  })
})

function formWith(name: string, content: string): FormData {
  const form = new FormData()
  form.set('file', new Blob([content], { type: 'text/plain' }), name)
  return form
}
