import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'esbuild'
import { spawnTied } from '../../../scripts/servers.mjs'

const root = join(import.meta.dirname, '../../..')
const bundle = join(root, 'node_modules/.cache/danju-workers/faults-worker.mjs')

/** Made of the sources as they are, so that no build is needed and nothing old is tested. */
export async function buildWorker(): Promise<void> {
  const entry = join(root, 'test/faults/support/worker.ts')
  await build({
    entryPoints: [entry],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
  })
}

export interface WorkerProcess {
  readonly output: () => string
  isAlive(): boolean
  kill(signal?: NodeJS.Signals): Promise<void>
}

/** A process that is working once this resolves. */
export async function startWorker(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const child = spawnTied(process.execPath, [bundle], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  }) as ChildProcess
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => void (output += String(chunk)))
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  while (isAlive() && !output.includes('started')) await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
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
