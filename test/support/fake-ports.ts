/** Rooms the API calls, each remembering what it was asked. Writing ones honour the guard, as the real ones must. */
import { Readable } from 'node:stream'
import type { ApiPorts, Download, RunView } from '../../src/api/ports.js'
import { NotFoundError } from '../../src/kernel/errors.js'
import type { Ids } from '../../src/kernel/ids.js'
import type { Context } from '../../src/records/door.js'
import type { Database } from '../../src/store/database.js'

export interface FakePorts extends ApiPorts {
  readonly asked: { readonly what: string; readonly actor: string | null; readonly facts: unknown }[]
}

export function fakePorts(database: Database, ids: Ids): FakePorts {
  const asked: { what: string; actor: string | null; facts: unknown }[] = []
  const owners = new Map<string, string | null>()
  const files = new Map<string, { name: string; type: string; content: Buffer; owner: string | null }>()
  const note = (what: string, context: Context, facts: unknown) => void asked.push({ what, actor: context.actor.id, facts })
  const begin = <Result extends { readonly id: string }>(
    what: string,
    context: Context,
    facts: unknown,
    more: (id: string) => Result,
  ): Promise<Result> =>
    database.transaction(async (tx) => {
      await context.guard?.begin(tx)
      const result = more(ids())
      note(what, context, facts)
      owners.set(result.id, context.actor.id)
      await context.guard?.end(tx, result)
      return result
    })
  const own = (context: Context, id: string) => {
    if (owners.get(id) !== context.actor.id) throw new NotFoundError()
  }
  const started = (id: string) => ({ id })
  const run = (id: string): RunView => ({
    id,
    kind: 'report',
    name: 'papers',
    state: 'done',
    progress: 1,
    rows: 3,
    error: null,
    createdAt: '2026-11-22T00:00:00.000Z',
    finishedAt: null,
  })
  const download = (name: string, type: string, content: Buffer): Download => ({
    name,
    type,
    sizeBytes: content.length,
    open: async () => Readable.from([content]),
  })
  const listing = async () => ({ data: [], next: null })
  return {
    asked,
    runs: {
      startReport: (context, report, request) => begin('startReport', context, { report, request }, started),
      startExport: (context, request) => begin('startExport', context, request, started),
      startBulk: (context, resource, request) => begin('startBulk', context, { resource, request }, started),
      get: async (context, id) => {
        own(context, id)
        return run(id)
      },
      list: listing,
      cancel: async (context, id) => own(context, id),
      file: async (context, id) => {
        own(context, id)
        return download('报表 "1".csv', 'text/csv', Buffer.from('a,b\n'))
      },
    },
    design: {
      list: listing,
      create: (context, draft) => begin('change', context, draft, (id) => ({ id, problems: [], impact: null })),
      get: async (_context, id) => ({ id, problems: [], impact: null }),
      change: async (_context, id) => ({ id, problems: [], impact: null }),
      publish: (context, id, why) => begin('publish', context, { id, why }, (made) => ({ id: made, version: 2 })),
      versions: listing,
      restore: (context, version, why) => begin('restore', context, { version, why }, (made) => ({ id: made, version: 3 })),
    },
    alerts: { list: listing },
    notifications: {
      list: async () => ({ data: [], next: null, unread: 4 }),
      markRead: (context, which) => begin('markRead', context, which, (id) => ({ id, unread: 0 })),
      about: async () => ({ data: [], next: null }),
      unread: async () => 4,
    },
    books: { list: async () => [], check: (context) => begin('check', context, {}, started) },
    jobs: { list: listing, retry: (context, id) => begin('retry', context, id, started) },
    sync: { get: async (_context, connector) => ({ connector }) },
    printing: {
      pdf: async (_context, { template }) => download(`${template}.pdf`, 'application/pdf', Buffer.from('%PDF')),
      html: async (_context, { template, paper }) =>
        download(`${template}.html`, 'text/html', Buffer.from(`<!doctype html>${paper ?? ''}`)),
    },
    files: {
      maxBytes: 2_000_000,
      save: (context, { name, type, content }) =>
        begin('save', context, { name, type, size: content.length }, (id) => {
          files.set(id, { name, type, content, owner: context.actor.id })
          return { id, name, type, sizeBytes: content.length }
        }),
      get: async (context, id) => {
        const file = files.get(id)
        if (file === undefined || file.owner !== context.actor.id) throw new NotFoundError()
        return download(file.name, file.type, file.content)
      },
    },
    explaining: {
      explain: async (context, question) => {
        note('explain', context, question)
        return { allowed: true, because: { zh: '', en: '' } }
      },
    },
  }
}
