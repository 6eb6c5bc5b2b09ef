import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

export interface Holder {
  readonly pid: number
  /** Numbers whose commit was acknowledged so far. */
  readonly acknowledged: readonly number[]
  /** Until so many were acknowledged in all. */
  reached(count: number): Promise<void>
  kill(): Promise<void>
}

const root = join(import.meta.dirname, '../..')

/** Starts a process that owns the folder and writes numbers from `from` on; resolves once it has the folder open. */
export async function startHolder(folder: string, from: number): Promise<Holder> {
  const child = spawn(process.execPath, [bundled(), folder, String(from)], { stdio: ['ignore', 'pipe', 'pipe'], env: withoutJest() })
  const { lines, said } = linesOf(child)
  await until(() => lines.includes('open'), child, said)
  const acknowledged = (): number[] => lines.filter((line) => line !== 'open').map(Number)
  return {
    pid: child.pid ?? 0,
    get acknowledged() {
      return acknowledged()
    },
    reached: (count) => until(() => acknowledged().length >= count, child, said),
    kill: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The holder and the engine thread as plain files, as they lie in a compiled platform. */
function bundled(): string {
  const outdir = join(root, 'node_modules/.cache/danju-holder')
  const entryPoints = {
    'hold-folder': join(root, 'test/support/hold-folder.ts'),
    'engine-worker': join(root, 'src/store/embedded/engine-worker.ts'),
  }
  mkdirSync(outdir, { recursive: true })
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}')
  buildSync({ entryPoints, outdir, bundle: true, platform: 'node', format: 'esm', packages: 'external' })
  return join(outdir, 'hold-folder.js')
}

const withoutJest = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_OPTIONS: '' })

function linesOf(child: ChildProcess): { readonly lines: readonly string[]; readonly said: () => string } {
  const lines: string[] = []
  let rest = ''
  let errors = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = `${rest}${chunk}`.split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += String(chunk)
  })
  return { lines, said: () => errors }
}

async function until(holds: () => boolean, child: ChildProcess, said: () => string): Promise<void> {
  while (!holds()) {
    if (child.exitCode !== null) throw new Error(`The holder ended with ${child.exitCode}: ${said()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
