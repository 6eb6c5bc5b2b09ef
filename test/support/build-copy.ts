/** The platform compiled as it runs, once for each state of its sources: for tests that start (and kill) whole processes. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache/danju-copies')
const folders = ['src', 'resources', 'jobs', 'config', 'migrations']
const imports = { '#define': './src/define/index.js', '#config': './config/index.js' }

/** A fault put into a copy: a file of the platform replaced by one of the tests. Both as paths from the root, in TypeScript. */
export interface Plant {
  readonly file: string
  readonly by: string
}

const built = new Map<string, string>()

/** As it was when this test first asked: whoever edits a source meanwhile does not change what is tested. */
export function buildCopy(plant?: Plant): string {
  const key = plant?.by ?? ''
  const copy = built.get(key) ?? build(plant)
  built.set(key, copy)
  return copy
}

/** @returns the folder that holds `src/web.js`; made beside and renamed, so that nobody ever starts half of it */
function build(plant?: Plant): string {
  const sources = folders.flatMap(sourcesUnder)
  const copy = join(cache, stateOf(plant === undefined ? sources : [...sources, plant.by]))
  if (existsSync(copy)) return copy
  mkdirSync(cache, { recursive: true })
  const draft = mkdtempSync(join(cache, 'draft-'))
  buildSync({ absWorkingDir: root, entryPoints: sources, outdir: draft, outbase: root, format: 'esm', platform: 'node', target: 'node20' })
  if (plant !== undefined) put(plant, draft)
  writeFileSync(join(draft, 'package.json'), JSON.stringify({ type: 'module', imports }))
  forgetOld()
  moveInto(draft, copy)
  return copy
}

function put({ file, by }: Plant, draft: string): void {
  const outfile = join(draft, file.replace(/\.ts$/, '.js'))
  buildSync({ absWorkingDir: root, entryPoints: [by], outfile, format: 'esm', platform: 'node', target: 'node20', allowOverwrite: true })
}

function sourcesUnder(folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  const isServerCode = (name: string) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !name.startsWith(join('admin', 'app'))
  return names.filter(isServerCode).map((name) => join(folder, name))
}

function stateOf(sources: readonly string[]): string {
  const states = [...sources].sort().map((name) => {
    const { mtimeMs, size } = statSync(join(root, name))
    return `${name} ${mtimeMs} ${size}`
  })
  return createHash('sha256').update(states.join('\n')).digest('hex').slice(0, 16)
}

const dayMs = 86_400_000

function forgetOld(): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    if (Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > dayMs)
      rmSync(folder, { recursive: true, force: true })
  }
}

/** Another test worker may have been faster. */
function moveInto(draft: string, copy: string): void {
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}
