/**
 * The platform as it ships, in each world: on the embedded database one process; on servers a web process and a worker over MariaDB and Redis.
 * The code is `dist/` when it is as new as its sources, else a copy compiled from them. The demo company is there in both worlds.
 */
import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoStory } from '../../resources/demo/story.js'
import { spawnTied } from '../../scripts/servers.mjs'
import { todayOf } from '../../src/kernel/clock.js'
import { type PlayedStep, play, storyClock } from '../../src/play.js'
import type { App } from './app.js'
import { buildCopy } from './build-copy.js'
import { testWorld } from './database.js'
import { openSite, type Site } from './processes.js'

const root = join(import.meta.dirname, '..', '..')
const dist = join(root, 'dist')
const cache = join(root, 'node_modules/.cache/danju-companies')
const made = ['src/web.js', 'template', 'admin-assets/manifest.json'].map((name) => join(dist, name))
const password = 'Blue-lorry-7-warehouse'
const dayMs = 86_400_000
const patienceMs = 90_000

/** Ready when it listens; on servers the worker runs too. */
export async function startCompany(env: Readonly<Record<string, string>> = {}): Promise<App> {
  const { web, remove } = snapshot()
  const company = await (testWorld() === 'servers' ? onServers(web, env) : onFolder(web, env))
  return { ...company, stop: () => company.stop().finally(remove) }
}

async function onFolder(web: string, env: Readonly<Record<string, string>>): Promise<App> {
  const folder = mkdtempSync(join(tmpdir(), 'danju-company-'))
  const settings = { DATA_DIR: folder, DEMO: '1', DEMO_PASSWORD: password, LOG_LEVEL: 'warn', PORT: '0' }
  const process = startProcess(web, { ...settings, ...env })
  const url = await process.says(/(http:\/\/[\w.:[\]-]+)\/admin/)
  const stop = async (): Promise<void> => {
    await process.end()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, password, log: process.log, stop }
}

/** The worker starts second: the first start gives the people their password. */
async function onServers(web: string, env: Readonly<Record<string, string>>): Promise<App> {
  const site = await openSite()
  await fill(site)
  const settings = { ...site.env, DEMO_PASSWORD: password, LOG_LEVEL: 'warn', ...env }
  const server = startProcess(web, { ...settings, ROLE: 'web' })
  const url = await server.says(/(http:\/\/[\w.:[\]-]+)\/admin/)
  const worker = startProcess(web, { ...settings, ROLE: 'worker', LOG_LEVEL: 'info' })
  await worker.says(/"msg":"(started)"/)
  const stop = async (): Promise<void> => {
    await Promise.all([server.end(), worker.end()])
    await site.drop()
  }
  return { url: url.replace('localhost', '127.0.0.1'), password, log: () => `${server.log()}\n${worker.log()}`, stop }
}

/** The demo company's people, goods and stock; its hundred orders would take a minute and are not needed. */
async function fill(site: Site): Promise<void> {
  const steps = (demoStory() as readonly PlayedStep[]).filter(
    ({ create, on }) => create !== 'order' && !(on !== undefined && isOfOrder(on)),
  )
  await site.during(async (platform) => {
    const { timeZone } = platform.settings
    const today = todayOf({ zone: timeZone, now: () => Date.now() })
    await play(platform, storyClock(timeZone, Date.now() - 100 * dayMs), { steps, today })
    await platform.database.execute('DELETE FROM dj_outbox')
  })
}

const isOfOrder = (target: NonNullable<PlayedStep['on']>): boolean => 'find' in target || !target.key.startsWith('adjustment:')

interface Started {
  readonly log: () => string
  /** Waits until it says this. @returns what is in the parentheses */
  says(pattern: RegExp): Promise<string>
  end(): Promise<void>
}

function startProcess(web: string, settings: Readonly<Record<string, string>>): Started {
  const { TEST_WORLD: _world, NODE_OPTIONS: _options, ...inherited } = process.env
  const child = spawnTied(process.execPath, ['--enable-source-maps', web], { cwd: root, env: { ...inherited, ...settings } })
  let log = ''
  const keep = (chunk: Buffer): void => {
    log += chunk.toString()
  }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', keep)
  return { log: () => log, says: (pattern) => waitFor(child, () => log, pattern), end: () => end(child) }
}

async function waitFor(child: ChildProcess, log: () => string, pattern: RegExp): Promise<string> {
  const giveUpAt = Date.now() + patienceMs
  while (Date.now() < giveUpAt && child.exitCode === null) {
    const found = pattern.exec(log())?.[1]
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the platform did not start:\n${log()}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

interface Code {
  readonly web: string
  remove(): void
}

/** A folder of its own: somebody may build anew while a test runs, and an open page still asks for its own scripts. */
function snapshot(): Code {
  const built = builtCode()
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'company-'))
  for (const name of ['src', 'resources', 'jobs', 'config', 'migrations'])
    cpSync(join(built, name), join(folder, name), { recursive: true })
  cpSync(join(dist, 'admin-assets'), join(folder, 'admin-assets'), { recursive: true })
  symlinkSync(join(dist, 'template'), join(folder, 'template'))
  const imports = { '#define': './src/define/index.js', '#config': './config/index.js' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }))
  return { web: join(folder, 'src/web.js'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Builds what is missing; screens that are old are bundled anew. @returns the folder with the code of the server */
function builtCode(): string {
  const [web = '', , screens = ''] = made
  if (!made.every((path) => existsSync(path))) run('scripts/build.mjs')
  else if (newestUnder('src/admin/app') > statSync(screens).mtimeMs) run('src/admin/app/build.mjs')
  const newest = Math.max(...['src', 'resources', 'jobs', 'config', 'migrations'].map((folder) => newestUnder(folder)))
  return newest <= statSync(web).mtimeMs ? dist : buildCopy()
}

function run(script: string): void {
  const { status, stderr } = spawnSync(process.execPath, [join(root, script)], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`)
}

/** When the last of its files was written. The screens are bundled apart; they do not make the server's code old. */
function newestUnder(folder: string): number {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  const counted = names.filter((name) => /\.tsx?$/.test(name) && !(folder === 'src' && name.startsWith(join('admin', 'app'))))
  return Math.max(0, ...counted.map((name) => statSync(join(root, folder, name)).mtimeMs))
}
