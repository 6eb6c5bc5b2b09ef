/** How long the platform takes to be ready on a folder of its own, and what it keeps in memory once everything was looked at. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Child, residentMb, startChild } from './children.js'
import { lookAtEverything } from './screens.js'

export interface StartFacts {
  /** From nothing to `/readyz`: the demo company is unpacked and everybody gets a password. */
  readonly firstMs: number
  /** The same folder again, the middle of three. */
  readonly laterMs: number
  /** Resident, of the whole process tree. */
  readonly idleMb: number
  readonly usedMb: number
}

const password = 'Blue-lorry-7-warehouse'

export async function measureStart(say: (line: string) => void): Promise<StartFacts> {
  if (!existsSync('dist/admin-assets/manifest.json')) throw new Error('the screens are missing: run `npm run build` first')
  const folder = mkdtempSync(join(tmpdir(), 'danju-bench-start-'))
  try {
    const [firstMs, ...later] = [await timed(folder), await timed(folder), await timed(folder), await timed(folder)]
    const laterMs = later.sort((one, other) => one - other)[1] ?? Number.NaN
    const memory = await measureMemory(folder)
    say(`ready after ${Math.round(firstMs)} ms on a new folder, ${Math.round(laterMs)} ms on one that is there`)
    say(`resident ${memory.idleMb} MB when ready and at rest, ${memory.usedMb} MB after a screen of each kind and a report`)
    return { firstMs, laterMs, ...memory }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed(folder: string): Promise<number> {
  const { child, readyMs } = await startReady(folder)
  await child.stop()
  return readyMs
}

async function startReady(folder: string): Promise<{ readonly child: Child; readonly readyMs: number }> {
  const startedAt = performance.now()
  const env = { DATA_DIR: folder, DEMO: '1', DEMO_PASSWORD: password, PORT: '0', HOST: '127.0.0.1' }
  const child = await startChild(['--enable-source-maps', 'dist/src/web.js'], env)
  while (!(await fetch(`${child.url}/readyz`)).ok) await wait(10)
  return { child, readyMs: performance.now() - startedAt }
}

/** Long enough for what is loaded after the start, and for the first collection of what it left. */
const restMs = 8_000

async function measureMemory(folder: string): Promise<Pick<StartFacts, 'idleMb' | 'usedMb'>> {
  const { child } = await startReady(folder)
  try {
    await wait(restMs)
    const idleMb = residentMb(child.pid)
    await lookAtEverything({ url: child.url, password, log: child.said, stop: child.stop })
    return { idleMb, usedMb: residentMb(child.pid) }
  } finally {
    await child.stop()
  }
}
