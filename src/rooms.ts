/** Wires the rooms of work and what the API asks of them, over an open platform. */
import { join } from 'node:path'
import { createAlerts } from './alerts/alerts.js'
import { forgetKeys } from './api/idempotency.js'
import type { ApiPorts } from './api/ports.js'
import { booksDesk, nightlyCheck } from './books.js'
import { settleDerived } from './design/derive.js'
import { createExchange } from './exchange/exchange.js'
import { forgetUploads } from './exchange/forget-uploads.js'
import { createStoredFiles } from './exchange/stored-files.js'
import { openFileStore } from './files/file-store.js'
import type { FileStore } from './files/stored-file.js'
import { createNotify } from './notify/notify.js'
import { createMail } from './outbound/mail.js'
import { createOutbound } from './outbound/outbound.js'
import { actorAs } from './permissions/platform-actor.js'
import type { Platform } from './platform.js'
import { PdfPrinter } from './print/print-pdf.js'
import { type ToolRooms, type ToolsFor, toolsOver } from './queue/job-tools.js'
import { jobsBoard } from './queue/jobs-board.js'
import type { Log } from './queue/log.js'
import type { Context } from './records/door.js'
import { explainFor } from './records/explaining.js'
import { platformFields } from './records/writing/platform-field.js'
import { createPrinting } from './reports/printing.js'
import { createReports } from './reports/reports.js'
import { createSync } from './sync/sync.js'

export interface Rooms {
  readonly ports: ApiPorts
  readonly toolsFor: ToolsFor
  readonly log: Log
  close(): Promise<void>
}

export async function openRooms(platform: Platform): Promise<Rooms> {
  const { settings } = platform
  const log = logOf(platform)
  const files = await openFileStore(settings.filesUrl)
  const printer = new PdfPrinter({ fontFolder: join(settings.dataDir, 'fonts') })
  const mail = settings.smtpUrl === undefined ? null : createMail(settings.smtpUrl, new URL(settings.baseUrl).hostname)
  const ground = { platform, log, files, mail, print: (document: Printed) => printer.print(document) }
  const work = openWork(ground)
  return { ports: portsOf(ground, work), toolsFor: toolsOver(toolRoomsOf(ground, work)), log, close: () => closeAll(mail, printer) }
}

type Printed = Parameters<PdfPrinter['print']>[0]

interface Ground {
  readonly platform: Platform
  readonly log: Log
  readonly files: FileStore
  readonly mail: ReturnType<typeof createMail> | null
  readonly print: (document: Printed) => ReturnType<PdfPrinter['print']>
}

type Work = ReturnType<typeof openWork>

/** The rooms of floor 7 that jobs and people share. */
function openWork({ platform, log, files, mail, print }: Ground) {
  const { settings, database, clock, ids, signals, records } = platform
  const ground = { database, clock, ids, signals, records, actorFor: actorsOf(platform) }
  const model = () => platform.models.current()
  const notify = createNotify({ ...ground, setPlatformField: platformFields(platform), mail, baseUrl: settings.baseUrl })
  const exchange = createExchange({
    ...ground,
    files,
    model,
    draftsDir: join(settings.dataDir, 'drafts'),
    log,
    ended: (run) => notify.run(jobContext(platform, 'runs'), run),
    fetched: notify.runFetched,
  })
  return {
    exchange,
    notify,
    reports: createReports({ clock, records, desk: exchange.desk, print, company: () => companyName(platform) }),
    alerts: createAlerts({ ...ground, tell: notify.tell }),
    sync: createSync({
      ...ground,
      outbound: createOutbound({ allowPrivate: settings.syncAllowPrivate, clock }),
      target: targetOf(platform),
      setPlatformField: platformFields(platform),
    }),
  }
}

function toolRoomsOf({ platform, log, files }: Ground, { exchange, reports, alerts, notify, sync }: Work): ToolRooms {
  return {
    records: platform.records,
    alerts,
    reports,
    exports: exchange.exports,
    bulk: exchange.bulk,
    sync,
    notify,
    runs: { sweep: exchange.sweepRuns },
    ended: { forget: () => forgetEnded(platform, files) },
    invariants: { check: () => nightlyCheck({ ...platform, log, tell: notify.tell }) },
    derived: { settle: async (fields) => ({ changed: await settleDerived(platform, platform.models.current(), fields) }) },
  }
}

function portsOf({ platform, files, print }: Ground, { exchange, reports, alerts, notify, sync }: Work): ApiPorts {
  const { database, clock, ids, signals, records, design } = platform
  const explaining = { sql: database, clock, records, actorFor: actorsOf(platform) }
  return {
    runs: { ...exchange, startReport: reports.startReport },
    design,
    alerts,
    notifications: notify,
    jobs: jobsBoard({ database, clock, signals }),
    sync,
    printing: createPrinting({ records, clock, print }),
    files: createStoredFiles({ database, clock, ids, store: files, records }),
    explaining: { explain: (context, question) => explainFor(explaining, context, question) },
    books: booksDesk(platform),
  }
}

/** As long as a client could still repeat a request. */
const keysKeptMs = 7 * 86_400_000

async function forgetEnded({ accounts, database, clock }: Platform, store: FileStore) {
  const { sessions, throttles } = await accounts.forgetEnded()
  const keys = await forgetKeys(database, new Date(clock.now() - keysKeptMs).toISOString())
  return { sessions, throttles, keys, uploads: await forgetUploads({ database, clock, store }) }
}

async function closeAll(mail: { close(): void } | null, printer: PdfPrinter): Promise<void> {
  mail?.close()
  await printer.close()
}

function logOf({ logger }: Platform): Log {
  return (level, message, facts = {}) => logger[level](facts, message)
}

/** Somebody as of now: rights are read anew, because a job may run long after it was asked for. */
function actorsOf({ accounts, models }: Platform) {
  return (userId: string) => accounts.actorFor({ userId, model: models.current(), via: 'job' })
}

function targetOf({ settings }: Platform) {
  const { syncUrl, syncSecret, syncAllowPrivate } = settings
  return syncUrl === undefined || syncSecret === undefined ? null : { url: syncUrl, secret: syncSecret, allowHosts: syncAllowPrivate }
}

/** As the platform itself. */
function jobContext({ contextFor, models }: Platform, name: string): Context {
  return contextFor(actorAs(models.current(), 'platform', { login: name, name, via: 'job' }))
}

/** The name that stands above reports; empty until the company has one. */
async function companyName(platform: Platform): Promise<string> {
  const { data } = await platform.records.list(jobContext(platform, 'reports'), 'company', { fields: ['name'], size: 1, count: 'none' })
  return typeof data[0]?.name === 'string' ? data[0].name : ''
}
