/** A web process of its own for a test: real HTTP, the world's database, records in memory, ports that remember what they were asked. */
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { type Accounts, createAccounts } from '../../src/accounts/accounts.js'
import type { Hasher } from '../../src/accounts/passwords.js'
import { createApi } from '../../src/api/api.js'
import { createDocs } from '../../src/api/docs.js'
import { verdictOn } from '../../src/api/status.js'
import type { Model } from '../../src/compile/model.js'
import { createWebApp, type Mount, type WebDeps } from '../../src/http/web-app.js'
import { idsFrom } from '../../src/kernel/ids.js'
import { localSignals, type Signals } from '../../src/kernel/signals.js'
import type { Context } from '../../src/records/door.js'
import { noJournal } from '../../src/store/apply-schema.js'
import type { Database } from '../../src/store/database.js'
import { ensureTables } from '../../src/store/migrate.js'
import { Browser } from './browser-client.js'
import { type OpenTestDatabase, openTestDatabase } from './database.js'
import { type FakePorts, fakePorts } from './fake-ports.js'
import { type FakeRecords, fakeRecords } from './fake-records.js'
import { officeModel } from './office.js'

export interface TestClock {
  readonly zone: string
  now(): number
  /** Moves time on. */
  pass(ms: number): void
}

export interface WebWorld {
  readonly url: string
  readonly database: Database
  readonly accounts: Accounts
  readonly records: FakeRecords
  readonly ports: FakePorts
  readonly signals: Signals
  readonly clock: TestClock
  readonly model: Model
  readonly registry: Registry
  readonly log: readonly string[]
  /** Somebody with these roles; the password is `testPassword`. @returns the id */
  givenUser(login: string, roles: readonly string[], fields?: Readonly<Record<string, unknown>>): Promise<string>
  /** A browser on our own pages, signed in unless no login is named. */
  browser(login?: string): Promise<Browser>
  /** Another process on the same database. */
  another(changes?: Partial<WebDeps>): Promise<{ readonly url: string; close(): Promise<void> }>
  close(): Promise<void>
}

export const testPassword = 'correct horse battery'

export interface WorldOptions {
  readonly hasher?: Hasher
  readonly web?: Partial<WebDeps>
  readonly beatMs?: number
  /** More surfaces beside the API. */
  readonly surfaces?: (opened: OpenTestDatabase) => readonly Mount[]
}

/** Fast where a test is not about hashing; wrong passwords are still wrong. */
export const plainHasher: Hasher = {
  hash: async (password) => `plain:${password}`,
  verify: async (stored, password) => stored === `plain:${password}`,
}

export async function openWebWorld(options: WorldOptions = {}): Promise<WebWorld> {
  const opened = await openTestDatabase()
  const { database } = opened
  const model = officeModel()
  await ensureTables(database, model.tables, noJournal)
  await database.execute('update dj_state set model_version = ? where id = 1', [model.version])
  return serve({ opened, clock: testClock(), model, options })
}

interface Ground {
  readonly opened: OpenTestDatabase
  readonly clock: TestClock
  readonly model: Model
  readonly options: WorldOptions
}

async function serve({ opened, clock, model, options }: Ground): Promise<WebWorld> {
  const { database } = opened
  const ids = idsFrom(clock)
  const records = fakeRecords(database, ids)
  const ports = fakePorts(database, ids)
  const signals = localSignals()
  const log: string[] = []
  const registry = new Registry()
  const accounts = createAccounts({
    database,
    clock,
    ids,
    model: () => model,
    records,
    secretKey: 'k'.repeat(32),
    hasher: options.hasher ?? plainHasher,
  })
  const api = createApi({ accounts, records, ports, database, clock, signals, beatMs: options.beatMs ?? 15_000 })
  const open = (metrics: Registry, changes: Partial<WebDeps> = {}) =>
    createWebApp({
      settings: { baseUrl: 'http://danju.test', trustProxy: 0, host: '127.0.0.1', port: 0 },
      accounts,
      models: { current: () => model, at: async () => model },
      clock,
      logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
      metrics,
      ready: () => database.ping(),
      verdictOn,
      mounts: [api, createDocs(), ...(options.surfaces?.(opened) ?? [])],
      home: '/admin',
      ...options.web,
      ...changes,
    }).listen()
  const main = await open(registry)
  const admin = contextOf(model)
  return {
    url: main.url,
    database,
    accounts,
    records,
    ports,
    signals,
    clock,
    model,
    registry,
    log,
    givenUser: async (login, roles, fields = {}) =>
      (await accounts.createUser(admin, { login, name: login, roles, password: testPassword, fields })).id,
    browser: async (login) => {
      const browser = new Browser(main.url)
      if (login !== undefined) await browser.signIn(login, testPassword)
      return browser
    },
    another: (changes) => open(new Registry(), changes),
    close: async () => {
      await main.close()
      await opened.drop()
    },
  }
}

/** As who sets the world up. */
export function contextOf(model: Model): Context {
  const system = model.roles.admin?.system ?? []
  const actor = {
    id: null,
    login: 'setup',
    name: 'Setup',
    roles: ['admin'],
    system,
    department: null,
    departments: [],
    warehouse: null,
    locale: 'en',
    via: 'seed',
    readOnly: false,
  } as const
  return { model, actor, requestId: 'setup', guard: null }
}

function testClock(): TestClock {
  let passed = 0
  return {
    zone: 'Asia/Shanghai',
    now: () => Date.now() + passed,
    pass: (ms) => {
      passed += ms
    },
  }
}
