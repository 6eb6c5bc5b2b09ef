/** The whole platform for a browser: the company's own definitions, the demo story, the API and the screens behind real HTTP. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { readSettings } from '../../config/index.js'
import { demoStory } from '../../resources/demo/story.js'
import { createAdmin } from '../../src/admin/admin.js'
import { createApi } from '../../src/api/api.js'
import { verdictOn } from '../../src/api/status.js'
import { createWebApp } from '../../src/http/web-app.js'
import { todayOf } from '../../src/kernel/clock.js'
import { actorAs } from '../../src/permissions/platform-actor.js'
import { openPlatform, type Platform } from '../../src/platform.js'
import { play, storyClock } from '../../src/play.js'
import { screenPorts } from './screen-ports.js'

export interface App {
  readonly url: string
  /** Of every demo user. */
  readonly password: string
  readonly platform: Platform
  stop(): Promise<void>
}

const password = 'Blue-lorry-7-warehouse'

/** @param port  0 for any free one */
export async function startApp(port = 0): Promise<App> {
  const dataDir = mkdtempSync(join(tmpdir(), 'danju-app-'))
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' })
  const story = storyClock('Asia/Shanghai', Date.now() - 100 * 86_400_000)
  let now = story.now
  const platform = await openPlatform({ settings, clock: { zone: story.zone, now: () => now() }, logger: pino({ level: 'warn' }) })
  await play(platform, story, { steps: demoStory(), today: todayOf({ zone: story.zone, now: Date.now }) })
  now = Date.now
  await givePasswords(platform)
  const web = await listening(platform, port)
  return {
    url: web.url,
    password,
    platform,
    stop: async () => {
      await web.close()
      await platform.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function givePasswords(platform: Platform): Promise<void> {
  const admin = platform.contextFor(actorAs(platform.models.current(), 'admin', { login: 'setup', name: 'Setup', via: 'seed' }))
  const { data } = await platform.records.list(admin, 'user', { size: 200, fields: ['login'] })
  for (const user of data) await platform.accounts.setPassword(user.id, password)
}

function listening(platform: Platform, port: number) {
  const { accounts, records, database, clock, signals, models } = platform
  const ports = screenPorts(platform)
  const api = createApi({ accounts, records, ports, database, clock, signals, beatMs: 1_000 })
  return createWebApp({
    settings: { baseUrl: `http://localhost:${port}`, trustProxy: 0, host: '127.0.0.1', port },
    accounts,
    models,
    clock,
    logger: pino({ level: 'warn' }),
    metrics: new Registry(),
    ready: () => database.ping(),
    verdictOn,
    mounts: [api, createAdmin({ assetsFolder: join(process.cwd(), 'dist/admin-assets') })],
  }).listen()
}
