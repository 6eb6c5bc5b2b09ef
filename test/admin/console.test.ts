import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createConsole } from '../../src/admin/console/console.js'
import { readConsoleAssets } from '../../src/admin/console/page.js'
import type { Browser, Reply } from '../support/browser-client.js'
import { openWebWorld, type WebWorld } from '../support/web-world.js'

const assetsFolder = mkdtempSync(join(tmpdir(), 'danju-console-'))
const names = ['before', 'global', 'designSystem', 'app', 'after']

let world: WebWorld
let chief: Browser
let clerk: Browser
let stranger: Browser
beforeAll(async () => {
  const manifest = Object.fromEntries([...names.map((name) => [name, `${name}.0000.js`]), ['style', 'style.0000.css']])
  writeFileSync(join(assetsFolder, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(assetsFolder, 'app.0000.js'), 'run()')
  writeFileSync(join(assetsFolder, 'app.0000.js.gz'), gzipSync('run()'))
  writeFileSync(join(assetsFolder, 'app.0000.js.br'), brotliCompressSync('run()'))
  world = await openWebWorld({ surfaces: ({ source }) => [createConsole({ source, assetsFolder })] })
  await world.givenUser('chief', ['admin'], { locale: 'en' })
  await world.givenUser('clerk', ['clerk'], { locale: 'en' })
  chief = await world.browser('chief')
  clerk = await world.browser('clerk')
  stranger = await world.browser()
  for (const [id, action, at] of audited) {
    const sql = 'insert into dj_audit (id, at, actor_label, via, action, resource, request_id) values (?, ?, ?, ?, ?, ?, ?)'
    await world.database.execute(sql, [id, at, 'Chief <b>', 'screen', action, 'paper', 'r-1'])
  }
})
afterAll(async () => {
  await world.close()
  rmSync(assetsFolder, { recursive: true })
})

const audited = [
  ['9007199254740993', 'create', '2026-03-01T08:00:00.000Z'],
  ['9007199254740995', 'approve', '2026-03-02T08:00:00.000Z'],
] as const

const list = '//console/api/resources/AuditEntry/actions/list'
const rowsOf = (reply: Reply): readonly string[] => reply.json.records.map(({ params }: { params: { id: string } }) => params.id)
/** The rows put in above; signing in and the like leave others. */
const ours = (reply: Reply): readonly string[] => rowsOf(reply).filter((id) => audited.some(([one]) => one === id))

describe('an operator', () => {
  it('is told which table a list is of, and of what in it', async () => {
    const { text } = await chief.get('//console/resources/AuditEntry')
    expect(text).toContain('"AuditEntry":{"actions":{"list":"Audit"}}')
    const shown = /"id":"AuditEntry".*?"listProperties":(\[.*?\]),"editProperties"/.exec(text)?.[1] ?? '[]'
    expect(shown.match(/(?<="name":")\w+/g)).toEqual([
      'at',
      'actor_label',
      'acts_as',
      'via',
      'action',
      'resource',
      'record_id',
      'request_id',
    ])
  })

  it('gets a page with nothing inline and nothing from another host', async () => {
    const { status, text, headers } = await chief.get('//console')
    const nonce = /script-src 'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]

    expect(status).toBe(200)
    expect(nonce).toBeDefined()
    expect(text.match(/<script[^>]*src=/g)).toHaveLength(names.length)
    expect(text.match(/<script(?![^>]*src=)[^>]*>/g)).toEqual(['<script type="application/json" id="boot">'])
    expect(text.replaceAll(/<script type="application\/json".*<\/script>/g, '')).not.toMatch(/https?:|\/\/[a-z]/)
  })

  it.each(['ModelVersion', 'SchemaStep', 'OutboxEntry', 'InboxEntry', 'JobRun', 'AuditEntry'])('lists %s', async (table) => {
    const reply = await chief.get(`//console/api/resources/${table}/actions/list`)

    expect([reply.status, Array.isArray(reply.json.records)]).toEqual([200, true])
  })

  it('reads a row, its id exact to the last digit', async () => {
    const reply = await chief.get('//console/api/resources/AuditEntry/records/9007199254740993/show')

    expect(reply.json.record.params).toMatchObject({ id: '9007199254740993', action: 'create', at: '2026-03-01T08:00:00.000Z' })
  })

  it('finds rows by id, by words and by time', async () => {
    const search = async (query: string) => ours(await chief.get(`${list}?${query}`))

    expect(await search('filters.id=9007199254740995')).toEqual(['9007199254740995'])
    expect(await search('filters.action=appro')).toEqual(['9007199254740995'])
    expect(await search('filters.action=100%25&filters.resource=paper')).toEqual([])
    expect(await search('filters.resource=paper&filters.at~~to=2026-03-01T12:00:00.000Z')).toEqual(['9007199254740993'])
    expect(await search('filters.resource=paper&filters.at~~from=2026-03-01T12:00:00.000Z')).toEqual(['9007199254740995'])
    expect(await search('filters.at~~from=2026-03-01&filters.at~~to=2026-03-03&sortBy=at&direction=asc')).toEqual(audited.map(([id]) => id))
    expect(await search('filters.resource=paper&perPage=1&page=2&sortBy=id&direction=desc')).toEqual(['9007199254740993'])
  })

  it('gets assets that need not be asked for twice', async () => {
    const reply = await chief.get('//console/assets/app.0000.js')

    expect([reply.status, reply.text]).toEqual([200, 'run()'])
    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })
})

const everyPath = ['//console', '//console/resources/AuditEntry', list, '//console/assets/app.0000.js', '//console/none']
const withoutIds = (reply: Reply) => {
  const { date: _date, 'x-request-id': _id, ...headers } = Object.fromEntries(reply.headers)
  return { status: reply.status, text: reply.text, headers: JSON.stringify(headers).replaceAll(/nonce-[\w+/=]+/g, 'nonce') }
}

describe('somebody without the right', () => {
  it.each(everyPath)('finds at %s exactly what is at a path that does not exist', async (path) => {
    expect(withoutIds(await clerk.get(path))).toEqual(withoutIds(await clerk.get('//nowhere')))
    expect((await stranger.get(path)).text).toBe((await stranger.get('//nowhere')).text)
  })

  it('is asked to sign in when a browser opens a page, existing or not', async () => {
    for (const path of ['//console', '//console/none']) {
      const reply = await stranger.get(path, { headers: { accept: 'text/html' } })
      expect([reply.status, reply.headers.get('location')]).toEqual([302, `/admin/login?next=${encodeURIComponent(path.slice(1))}`])
    }
    expect((await clerk.get('//console', { headers: { accept: 'text/html' } })).status).toBe(404)
  })
})

describe('what only looks', () => {
  const actions = ['new', 'edit', 'delete', 'bulkDelete', 'search'].flatMap((action) => [
    `//console/api/resources/AuditEntry/actions/${action}`,
    `//console/api/resources/AuditEntry/records/9007199254740993/${action}`,
    `//console/api/resources/AuditEntry/bulk/${action}?recordIds=9007199254740993`,
  ])
  const others = [list, '//console', '//console/api/dashboard', '//console/api/pages/x', '//console/api/resources/AuditEntry/search/x']

  it.each([...actions, ...others])('cannot be made to act: %s', async (path) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) expect((await chief.ask(method, path, {})).status).toBe(404)
    if (![list, '//console'].includes(path)) expect((await chief.get(path)).status).toBe(404)
  })

  it('takes no form and no upload', async () => {
    const form = new FormData()
    form.set('action', 'changed')
    form.set('file', new Blob(['x']), 'x.txt')

    expect((await chief.post('//console/api/resources/AuditEntry/records/9007199254740993/edit', { raw: form })).status).toBe(404)
    expect(ours(await chief.get(`${list}?filters.action=changed`))).toEqual([])
  })
})

describe('hostile questions', () => {
  it.each([
    'filters.nothing=1',
    'filters.__proto__=1',
    'filters.__proto__.x=1',
    'filters.constructor=1',
    'filters.id=abc',
    'filters.id=99999999999999999999',
    "filters.id=1' or '1'='1",
    'filters.at=2026-01-01',
    'filters.at~~from=yesterday',
    'filters.at~~from=2026-99-99',
    'filters.at~~until=2026-01-01',
    'filters.action~~from=a',
    `filters.action=${'x'.repeat(201)}`,
    'filters.action=%00',
    'sortBy=password_hash',
    'sortBy=__proto__',
    'sortBy=id&direction=desc;drop',
    'page=-1',
    'page=1e9',
    'perPage=0',
    'perPage=501',
    'perPage=NaN',
  ])('are refused: %s', async (query) => {
    const reply = await chief.get(`${list}?${query}`)

    expect([reply.status, reply.json.code]).toEqual([400, 'console-query'])
  })

  it.each(['search=x', '__proto__=1', '__proto__.x=1', 'filters=x', 'constructor.prototype.x=1', 'filters.action=', 'a[b]=1', '%'])(
    'change nothing: %s',
    async (query) => {
      const reply = await chief.get(`${list}?${query}&filters.resource=paper`)

      expect(reply.status).toBe(200)
      expect(ours(reply)).toHaveLength(audited.length)
      expect(({} as Record<string, unknown>).x).toBeUndefined()
    },
  )

  it.each(['abc', '0x10', '-1', '1.5', '99999999999999999999', '%00', '__proto__', "1'", '%2e%2e', '１'])('find no row %s', async (id) => {
    const reply = await chief.get(`//console/api/resources/AuditEntry/records/${encodeURIComponent(decodeURIComponent(id))}/show`)

    expect(reply.status).toBe(404)
  })

  it.each(['User', 'dj_session', '__proto__', 'constructor', 'toString'])('find no table %s', async (table) => {
    expect((await chief.get(`//console/api/resources/${table}/actions/list`)).status).toBe(404)
    expect((await chief.get(`//console/resources/${table}`)).status).toBe(404)
  })

  it('find no row by a key of two columns', async () => {
    expect((await chief.get('//console/api/resources/InboxEntry/records/x/show')).status).toBe(404)
  })

  it('leave no fault in the log', () => {
    expect(world.log.filter((line) => line.includes('request failed'))).toEqual([])
  })
})

it('says how to build what is missing', () => {
  expect(() => readConsoleAssets(join(assetsFolder, 'none'))).toThrow('npm run build')
})
