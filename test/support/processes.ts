/** The platform as its own processes over a database that a test has filled: started, killed, started again. */
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mysql from 'mysql2/promise'
import { pino } from 'pino'
import { readSettings } from '../../config/index.js'
import { spawnTied } from '../../scripts/servers.mjs'
import { actorAs } from '../../src/permissions/platform-actor.js'
import { openPlatform, type Platform } from '../../src/platform.js'
import { buildCopy, type Plant } from './build-copy.js'
import { testTemplate, testWorld } from './database.js'

const secretKey = 'a key for tests that nobody else uses anywhere'

/** A database that outlives the processes on it. On the embedded one only one may be open at a time. */
export interface Site {
  readonly env: Readonly<Record<string, string>>
  /** Works on it in this process, then lets go of it. */
  during<T>(work: (platform: Platform) => Promise<T>): Promise<T>
  start(extra?: Readonly<Record<string, string>>, plant?: Plant): Promise<RunningProcess>
  /** Ends what still runs, and removes the database. */
  drop(): Promise<void>
}

export interface RunningProcess {
  readonly url: string
  readonly pid: number
  /** What it wrote on both outputs. */
  said(): string
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** @param redisUrl  of the servers world; the test run's own when not said */
export async function openSite(redisUrl = process.env.TEST_REDIS_URL ?? ''): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'danju-site-'))
  const server = testWorld() === 'servers' ? await newDatabase() : undefined
  const env = {
    DATA_DIR: folder,
    SECRET_KEY: secretKey,
    DEMO: '0',
    LOG_LEVEL: 'error',
    PORT: '0',
    HOST: '127.0.0.1',
    ...serversEnv(server, redisUrl),
  }
  const running = new Set<RunningProcess>()
  return {
    env,
    during: (work) => during(env, work),
    start: async (extra = {}, plant) => {
      const one = await startProcess({ ...env, ...extra }, plant)
      running.add(one)
      return one
    },
    drop: async () => {
      await Promise.all([...running].map((one) => one.kill('SIGKILL')))
      await server?.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function serversEnv(server: { readonly url: string } | undefined, redisUrl: string): Readonly<Record<string, string>> {
  return server === undefined ? {} : { DATABASE_URL: server.url, REDIS_URL: redisUrl, ROLE: 'web' }
}

async function during<T>(env: Readonly<Record<string, string>>, work: (platform: Platform) => Promise<T>): Promise<T> {
  const template = testWorld() === 'embedded' ? { template: await testTemplate() } : {}
  const platform = await openPlatform({ settings: readSettings(env), logger: pino({ level: 'silent' }), ...template })
  try {
    return await work(platform)
  } finally {
    await platform.close()
  }
}

async function newDatabase(): Promise<{ readonly url: string; remove(): Promise<void> }> {
  const server = process.env.TEST_MARIADB_URL ?? ''
  const name = `site_${randomUUID().replaceAll('-', '')}`
  const administer = async (sql: string): Promise<void> => {
    const connection = await mysql.createConnection(server)
    await connection.query(sql).finally(() => connection.end())
  }
  await administer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => administer(`DROP DATABASE ${name}`) }
}

/** The setup's own administrator, for `during`. */
export const setupContext = (platform: Platform) =>
  platform.contextFor(actorAs(platform.models.current(), 'admin', { login: 'setup', name: 'Setup', via: 'seed' }))

/** Somebody with these roles and a bearer token. */
export async function givenToken(
  platform: Platform,
  login: string,
  roles: readonly string[],
): Promise<{ readonly id: string; readonly token: string }> {
  const { id } = await platform.accounts.createUser(setupContext(platform), {
    login,
    name: login,
    roles,
    password: 'correct horse battery',
  })
  const actor = await platform.accounts.actorFor({ userId: id, model: platform.models.current(), via: 'screen' })
  if (actor === undefined) throw new Error(`no actor for ${login}`)
  const { token } = await platform.accounts.tokens.create(actor, { name: 'test', expiresOn: null })
  return { id, token }
}

async function startProcess(env: Readonly<Record<string, string>>, plant?: Plant): Promise<RunningProcess> {
  const web = join(buildCopy(plant), 'src/web.js')
  const child = spawnTied(process.execPath, [web], { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...env } })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += String(chunk)
  }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', keep)
  const url = await urlOf(child, () => output)
  return { url, pid: child.pid ?? 0, said: () => output, kill: (signal = 'SIGKILL') => end(child, signal) }
}

async function urlOf(child: ChildProcess, said: () => string): Promise<string> {
  const deadline = Date.now() + 90_000
  for (;;) {
    const [, url] = /(http:\/\/[^\s/]+:\d+)\/admin/.exec(said()) ?? []
    if (url !== undefined) return url.replace('localhost', '127.0.0.1')
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The process did not start (${child.exitCode}): ${said()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}
