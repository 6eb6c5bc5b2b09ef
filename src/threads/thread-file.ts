/**
 * Room `threads`: where a thread's code lies and how a thread ends. It imports nothing of ours; the rooms beside it that start
 * threads (`store`, `sheets`, `print`) see it.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const bundled = new Map<string, Promise<URL>>()
const cache = new URL('../../node_modules/.cache/danju-workers/', import.meta.url)

/**
 * The file to start a thread with: beside the caller when the platform runs compiled, otherwise (tests run the sources, which no
 * thread can load) a bundle named after its content under `node_modules/.cache/danju-workers`.
 * @param entry   file name without ending, in the caller's folder
 * @param caller  the caller's `import.meta.url`
 */
export async function threadFile(entry: string, caller: string): Promise<URL> {
  if (!caller.endsWith('.ts')) return new URL(`${entry}.js`, caller)
  const source = fileURLToPath(new URL(`${entry}.ts`, caller))
  const known = bundled.get(source) ?? bundle(source, entry)
  bundled.set(source, known)
  return known
}

async function bundle(source: string, entry: string): Promise<URL> {
  const { build } = await import('esbuild')
  const built = await build({
    entryPoints: [source],
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    write: false,
  })
  const code = built.outputFiles.map((file) => file.text).join('\n')
  const target = new URL(`${entry}-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`, cache)
  if (!existsSync(target)) await publish(code, target)
  return target
}

/** Two test processes may write the same bundle at once; neither may see half of it. */
async function publish(code: string, target: URL): Promise<void> {
  await mkdir(cache, { recursive: true })
  const draft = new URL(`${target.href}.${process.pid}`)
  await writeFile(draft, code)
  await rename(draft, target)
}
