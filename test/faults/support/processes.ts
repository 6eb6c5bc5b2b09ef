import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { spawnTied } from '../../../scripts/servers.mjs'

const root = join(import.meta.dirname, '../../..')
const outdir = join(root, 'node_modules/.cache/danju-faults')

/** Made of the sources as they are, so that no build is needed and nothing old is tested; the engine thread lies beside it, as in a compiled platform. */
export async function buildWorker(): Promise<void> {
  const entryPoints = {
    worker: join(root, 'test/faults/support/worker.ts'),
    'engine-worker': join(root, 'src/store/embedded/engine-worker.ts'),
  }
  mkdirSync(outdir, { recursive: true })
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}')
  await build({ entryPoints, outdir, bundle: true, platform: 'node', format: 'esm', packages: 'external', target: 'node20' })
}

export interface WorkerProcess {
  readonly output: () => string
  isAlive(): boolean
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** A process that is working once this resolves. */
export async function startWorker(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const child = spawnTied(process.execPath, [join(outdir, 'worker.js')], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += String(chunk)
  }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', keep)
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  while (isAlive() && !output.includes('started')) await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  if (child.exitCode !== null) throw new Error(`the worker ended at its start:\n${output}`)
  return {
    output: () => output,
    isAlive,
    kill: async (signal = 'SIGKILL') => {
      if (!isAlive()) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}
