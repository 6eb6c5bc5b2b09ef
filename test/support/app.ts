/** The platform as `npm start` starts it, with its demo company, in a folder and a process of its own. Needs `npm run build`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface App {
  /** `http://127.0.0.1:51234` */
  readonly url: string
  /** Of every demo user. */
  readonly password: string
  /** What the process wrote. */
  readonly log: () => string
  stop(): Promise<void>
}

/** Another built tree may be tested instead of this one. */
const root = process.env.DANJU_ROOT ?? join(import.meta.dirname, '..', '..')
const password = 'Blue-lorry-7-warehouse'
const patienceMs = 90_000

export async function startApp(env: Readonly<Record<string, string>> = {}): Promise<App> {
  for (const made of ['dist/src/web.js', 'dist/template', 'dist/admin-assets/manifest.json']) {
    if (!existsSync(join(root, made))) throw new Error(`${made} is missing: run \`npm run build\` first`)
  }
  const folder = mkdtempSync(join(tmpdir(), 'danju-app-'))
  const settings = { PORT: '0', DATA_DIR: folder, DEMO: '1', DEMO_PASSWORD: password, LOG_LEVEL: 'warn' }
  const { TEST_WORLD: _world, NODE_OPTIONS: _options, ...inherited } = process.env
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/src/web.js'], {
    cwd: root,
    env: { ...inherited, ...settings, ...env },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const url = await urlOf(child, () => log)
  return {
    url,
    password,
    log: () => log,
    stop: async () => {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The start says where it listens as its last line. */
async function urlOf(child: ReturnType<typeof spawn>, log: () => string): Promise<string> {
  const giveUpAt = Date.now() + patienceMs
  while (Date.now() < giveUpAt) {
    const url = /(http:\/\/[\w.:[\]-]+)\/admin/.exec(log())?.[1]
    if (url !== undefined) return url
    if (child.exitCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the platform did not start:\n${log()}`)
}
