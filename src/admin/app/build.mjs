// Bundles the screens: AdminJS's own application frame and ours in one split ESM bundle, hashed, precompressed, with a manifest.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'
import { adminJsFrame } from './build-frame.mjs'

const here = import.meta.dirname
const root = join(here, '..', '..', '..')
export const assetsFolder = join(root, 'dist', 'admin-assets')

/**
 * Builds the screens into dist/admin-assets.
 * @returns a note for the build log: files and what the first screen weighs, gzipped
 */
export async function buildAdmin() {
  await rm(assetsFolder, { recursive: true, force: true })
  await mkdir(assetsFolder, { recursive: true })
  const modules = await bundleModules()
  const boot = await bundleBoot()
  const outputs = [...modules.files, boot.file]
  await Promise.all(outputs.map(compress))
  const manifest = { ...modules.entries, boot: boot.name }
  await writeFile(join(assetsFolder, 'manifest.json'), JSON.stringify(manifest, null, 2))
  return `${outputs.length} files`
}

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: 'es2022',
  jsx: 'automatic',
  legalComments: 'none',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
}

async function bundleModules() {
  const result = await build({
    ...shared,
    entryPoints: { main: join(here, 'main.tsx'), login: join(here, 'login/login.tsx'), style: join(here, 'styles/index.css') },
    outdir: assetsFolder,
    format: 'esm',
    splitting: true,
    metafile: true,
    entryNames: '[name].[hash]',
    chunkNames: 'part.[hash]',
    plugins: [adminJsFrame],
  })
  const entries = {}
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) entries[file.match(/([^/]+)\.[A-Z0-9]+\.(js|css)$/)[1]] = describe(file, output, result.metafile.outputs)
  }
  return { entries, files: Object.keys(result.metafile.outputs).map((file) => join(root, file)) }
}

/** An entry, and the parts it cannot start without, for the preload lines of the page. */
function describe(file, output, outputs) {
  const found = new Set()
  const visit = (from) => {
    for (const { path, kind } of outputs[from].imports) {
      if (kind !== 'import-statement' || found.has(path) || !outputs[path]) continue
      found.add(path)
      visit(path)
    }
  }
  visit(file)
  const nameOf = (path) => relative(assetsFolder, join(root, path))
  return { file: nameOf(file), parts: [...found].map(nameOf), bytes: output.bytes }
}

/** The classic script that hands the page's nonce to style elements; it must run before anything else. */
async function bundleBoot() {
  const source = await readFile(join(here, 'boot.js'))
  const name = `boot.${createHash('sha256').update(source).digest('hex').slice(0, 8)}.js`
  await writeFile(join(assetsFolder, name), source)
  return { name: { file: name, parts: [], bytes: source.length }, file: join(assetsFolder, name) }
}

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

async function compress(file) {
  const bytes = await readFile(file)
  await Promise.all([
    gzipped(bytes, { level: 9 }).then((small) => writeFile(`${file}.gz`, small)),
    brotlied(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).then((small) => writeFile(`${file}.br`, small)),
  ])
}

if (process.argv[1] === import.meta.filename) console.log(await buildAdmin())
