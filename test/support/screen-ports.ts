/** Rooms the screens ask through the API, in memory: runs that move on, notifications that can be read, alerts on real records. */
import { Readable } from 'node:stream'
import type { ApiPorts, Runs, RunView } from '../../src/api/ports.js'
import type { Platform } from '../../src/platform.js'
import { NotFoundError } from '../../src/kernel/errors.js'
import type { Context, RecordView } from '../../src/records/door.js'
import { fakePorts } from './fake-ports.js'

export function screenPorts(platform: Platform): ApiPorts {
  const { database, ids } = platform
  return { ...fakePorts(database, ids), runs: runsOf(platform), ...tidings(platform) }
}

interface Kept {
  readonly view: RunView
  readonly rows: readonly unknown[]
  readonly format: string
  readonly owner: string | null
  asked: number
}

function runsOf(platform: Platform): Runs {
  const { database, ids, clock } = platform
  const kept = new Map<string, Kept>()
  const keep = (context: Context, made: { kind: string; name: string; rows: readonly unknown[]; format: string }) =>
    database.transaction(async (tx) => {
      await context.guard?.begin(tx)
      const started: RecordView = { id: ids() }
      const view = { id: started.id, kind: made.kind, name: made.name, state: 'queued', progress: 0, rows: null, error: null, createdAt: new Date(clock.now()).toISOString(), finishedAt: null } as const
      kept.set(started.id, { view, rows: made.rows, format: made.format, owner: context.actor.id, asked: 0 })
      await context.guard?.end(tx, started)
      return { id: started.id }
    })
  const own = (context: Context, id: string): Kept => {
    const found = kept.get(id)
    if (found === undefined || found.owner !== context.actor.id) throw new NotFoundError()
    return found
  }
  return {
    startReport: async (context, report, { format }) => {
      const rows = await reportRows(platform, context, report)
      return keep(context, { kind: 'report', name: report, rows, format })
    },
    startExport: async (context, { resource, format }) => {
      const page = await platform.records.list(context, resource, { size: 200 })
      return keep(context, { kind: 'export', name: resource, rows: page.data, format })
    },
    startBulk: (context, resource, { action }) => keep(context, { kind: 'bulk', name: `${resource}.${action}`, rows: [], format: 'json' }),
    get: async (context, id) => {
      const run = own(context, id)
      run.asked += 1
      const state = run.asked < 3 ? 'running' : 'done'
      return { ...run.view, state, progress: Math.min(1, run.asked / 3), rows: state === 'done' ? run.rows.length : null }
    },
    list: async () => ({ data: [], next: null }),
    cancel: async (context, id) => void own(context, id),
    file: async (context, id) => {
      const { rows, format, view } = own(context, id)
      const content = Buffer.from(format === 'json' ? JSON.stringify({ rows }) : '﻿a,b\n')
      const type = format === 'json' ? 'application/json' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
      return { name: `${view.name}.${format}`, type, sizeBytes: content.length, open: async () => Readable.from([content]) }
    },
  }
}

async function reportRows({ models, records }: Platform, context: Context, name: string): Promise<readonly unknown[]> {
  const report = models.current().reports[name]
  if (report === undefined) throw new NotFoundError()
  const paths = report.columns.flatMap((column) => (column.measure === null && column.path !== null ? [{ name: column.name, by: column.path.join('.') + (column.grain === null ? '' : `:${column.grain}`) }] : []))
  const measures = report.columns.flatMap((column) => (column.measure === null ? [] : [{ name: column.name, of: column.path === null ? 'count' : `${column.measure}(${column.path.join('.')})` }]))
  const { data } = await records.aggregate(context, report.source, { by: paths.map(({ by }) => by), measure: measures.map(({ of }) => of), limit: 200 })
  return data.map((row) => Object.fromEntries([...paths.map(({ name: column, by }) => [column, row[by]]), ...measures.map(({ name: column, of }) => [column, row[of]])]))
}

function tidings({ records, clock }: Platform): Pick<ApiPorts, 'alerts' | 'notifications'> {
  const read = new Set<string>()
  const at = (hours: number) => new Date(clock.now() - hours * 3_600_000).toISOString()
  const orders = async (context: Context) => (await records.list(context, 'order', { size: 4, fields: ['number', 'dueOn'] })).data
  const list = async (context: Context) =>
    (await orders(context)).map((order, index) => ({
      id: `${order.id}`,
      message: `订单 ${String(order.number)} 应于 ${String(order.dueOn)} 发货。`,
      severity: index === 0 ? 'critical' : 'warning',
      resource: 'order',
      recordId: order.id,
      createdAt: at(index * 9),
      readAt: read.has(order.id) ? at(0) : null,
    }))
  const unread = async (context: Context) => (await list(context)).filter(({ readAt }) => readAt === null).length
  return {
    alerts: { list: async (context) => ({ data: (await list(context)).map(({ createdAt, ...alert }) => ({ ...alert, raisedAt: createdAt, closedAt: null })), next: null }) },
    notifications: {
      list: async (context, { size }) => ({ data: (await list(context)).slice(0, size), next: null, unread: await unread(context) }),
      markRead: async (context, which) => {
        for (const { id } of await list(context)) if (which === 'all' || which.includes(id)) read.add(id)
        return { id: context.actor.id ?? '', unread: await unread(context) }
      },
      unread,
    },
  }
}
