import { mkdir, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

let bundled: Promise<URL> | undefined

/**
 * The engine thread's code: beside this file when the platform runs compiled. Tests run the sources, which no thread can load:
 * for them it is bundled once a process under `node_modules/.cache`.
 */
export async function workerFile(): Promise<URL> {
  if (!import.meta.url.endsWith('.ts')) return new URL('engine-worker.js', import.meta.url)
  bundled ??= bundle()
  return bundled
}

async function bundle(): Promise<URL> {
  const { buildSync } = await import('esbuild')
  const entry = fileURLToPath(new URL('engine-worker.ts', import.meta.url))
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    write: false,
  })
  const folder = new URL('../../../node_modules/.cache/danju-workers/', import.meta.url)
  const draft = new URL(`engine-${process.pid}.draft`, folder)
  const target = new URL('engine-worker.mjs', folder)
  await mkdir(folder, { recursive: true })
  await writeFile(draft, outputFiles[0]?.contents ?? '')
  await rename(draft, target)
  return target
}
