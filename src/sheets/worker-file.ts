import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const bundled = new Map<string, Promise<URL>>()

/**
 * Where a worker thread finds its code: beside the caller when the platform runs compiled, otherwise (tests run the sources, which
 * no thread can load) a bundle named after its content under `node_modules/.cache/danju-workers`.
 * The same lines stand in `print/`: rooms of one floor do not see each other.
 * @param entry   file name without ending, in the caller's folder, which lies two below the root
 * @param caller  the caller's `import.meta.url`
 */
export async function workerFile(entry: string, caller: string): Promise<URL> {
  if (!caller.endsWith('.ts')) return new URL(`${entry}.js`, caller)
  const source = fileURLToPath(new URL(`${entry}.ts`, caller))
  const known = bundled.get(source) ?? bundle(source, entry, new URL('../../node_modules/.cache/danju-workers/', caller))
  bundled.set(source, known)
  return known
}

async function bundle(source: string, entry: string, folder: URL): Promise<URL> {
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
  const target = new URL(`${entry}-${createHash('sha256').update(code).digest('hex').slice(0, 16)}.mjs`, folder)
  if (!existsSync(target)) await publish(code, target, folder)
  return target
}

/** Two test processes may write the same bundle at once; neither may see half of it. */
async function publish(code: string, target: URL, folder: URL): Promise<void> {
  await mkdir(folder, { recursive: true })
  const draft = new URL(`${target.href}.${process.pid}`)
  await writeFile(draft, code)
  await rename(draft, target)
}
