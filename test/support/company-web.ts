/** The company behind real HTTP in this process: every room, the world's own database, and a clock that a test may hold. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { readSettings } from '../../config/index.js'
import { jobs } from '../../jobs/index.js'
import { createAdmin } from '../../src/admin/admin.js'
import { createApi } from '../../src/api/api.js'
import { createDocs } from '../../src/api/docs.js'
import { verdictOn } from '../../src/api/status.js'
import { createWebApp } from '../../src/http/web-app.js'
import { type Clock, instantOf } from '../../src/kernel/clock.js'
import { openPlatform, type Platform } from '../../src/platform.js'
import type { QueueDeps } from '../../src/queue/deps.js'
import { claimDue } from '../../src/queue/outbox-rows.js'
import { runTry } from '../../src/queue/run-try.js'
import { usualQueueSettings } from '../../src/queue/settings.js'
import type { Context } from '../../src/records/door.js'
import { openRooms, type Rooms } from '../../src/rooms.js'
import { Browser } from './browser-client.js'
import { openTestDatabase } from './database.js'
import { givenToken, setupContext } from './processes.js'

export interface CompanyWeb {
  readonly url: string
  readonly platform: Platform
  readonly rooms: Rooms
  readonly dataDir: string
  readonly admin: Context
  /** Somebody with these roles, who asks with a token. */
  given(login: string, roles: readonly string[]): Promise<Client>
  /** A browser on our own pages, signed in unless no login is named. */
  browser(login?: string): Promise<Browser>
  /** Carries out jobs that are due until none is left. */
  workOff(): Promise<void>
  close(): Promise<void>
}

/** A script with a token. */
export class Client extends Browser {
  constructor(
    url: string,
    readonly userId: string,
    private readonly token: string,
  ) {
    super(url)
    this.origin = undefined
  }

  override ask(method: string, path: string, asking: Parameters<Browser['ask']>[2]): ReturnType<Browser['ask']> {
    return super.ask(method, path, { ...asking, headers: { authorization: `Bearer ${this.token}`, ...asking.headers } })
  }
}

export interface CompanyOptions {
  readonly clock?: Clock
  readonly random?: () => number
}

/** Of everybody that is given. */
export const companyPassword = 'correct horse battery'

export async function openCompanyWeb(options: CompanyOptions = {}): Promise<CompanyWeb> {
  const dataDir = mkdtempSync(join(tmpdir(), 'danju-company-'))
  const { drop, ...opened } = await openTestDatabase()
  const settings = readSettings({ DATA_DIR: dataDir, SECRET_KEY: 'a key for tests that nobody else uses anywhere', LOG_LEVEL: 'silent' })
  const platform = await openPlatform({ settings, opened, logger: pino({ level: 'silent' }), ...options })
  const rooms = await openRooms(platform)
  const web = await listening(platform, rooms)
  return {
    url: web.url,
    platform,
    rooms,
    dataDir,
    get admin() {
      return setupContext(platform)
    },
    given: async (login, roles) => {
      const { id, token } = await givenToken(platform, login, roles)
      return new Client(web.url, id, token)
    },
    browser: async (login) => {
      const browser = new Browser(web.url)
      if (login !== undefined) await browser.signIn(login, companyPassword)
      return browser
    },
    workOff: () => workOff(platform, rooms),
    close: async () => {
      await web.close()
      await rooms.close()
      await drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const assetsFolder = join(import.meta.dirname, '../../dist/admin-assets')

function listening(platform: Platform, rooms: Rooms) {
  const { accounts, records, database, clock, signals, models, logger } = platform
  const api = createApi({ accounts, records, ports: rooms.ports, database, clock, signals })
  const screens = existsSync(assetsFolder) ? [createAdmin({ assetsFolder, timeZone: clock.zone })] : []
  return createWebApp({
    settings: { baseUrl: 'http://danju.test', trustProxy: 0, host: '127.0.0.1', port: 0 },
    accounts,
    models,
    clock,
    logger,
    metrics: new Registry(),
    ready: () => database.ping(),
    verdictOn,
    mounts: [api, createDocs(), ...screens],
    home: '/admin',
    perSecond: 100_000,
  }).listen()
}

async function workOff(platform: Platform, rooms: Rooms): Promise<void> {
  const { database, clock, ids, signals, models } = platform
  const byName = Object.fromEntries(jobs.map((job) => [job.name, job]))
  const shared = { database, clock, ids, signals, jobs: byName, model: () => models.current(), random: Math.random }
  const deps: QueueDeps = { ...shared, settings: usualQueueSettings, toolsFor: rooms.toolsFor, log: () => {} }
  for (;;) {
    const rows = await claimDue(database, instantOf(clock), 100)
    if (rows.length === 0) return
    for (const { id, attempts } of rows) await runTry(deps, { id, attempt: attempts + 1, lane: 'quick' }, new AbortController().signal)
  }
}
