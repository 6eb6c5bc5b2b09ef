// Copies AdminJS's own production bundles and the console's few lines of script into dist/, hashed and precompressed, with a manifest.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const here = import.meta.dirname
const require = createRequire(import.meta.url)
const adminJs = join(dirname(require.resolve('adminjs')), 'lib', 'frontend', 'assets', 'scripts')
const assetsFolder = join(here, '..', '..', '..', 'dist', 'console-assets')

const sources = {
  before: join(here, 'browser', 'before.js'),
  global: join(adminJs, 'global-bundle.production.js'),
  designSystem: join(dirname(require.resolve('@adminjs/design-system')), '..', 'bundle.production.js'),
  app: join(adminJs, 'app-bundle.production.js'),
  after: join(here, 'browser', 'after.js'),
  style: join(here, 'browser', 'style.css'),
}

/**
 * Fills dist/console-assets.
 * @returns a note for the build log
 */
export async function buildConsole() {
  await rm(assetsFolder, { recursive: true, force: true })
  await mkdir(assetsFolder, { recursive: true })
  const copied = await Promise.all(Object.entries(sources).map(async ([name, source]) => [name, await copyHashed(name, source)]))
  await writeFile(join(assetsFolder, 'manifest.json'), JSON.stringify(Object.fromEntries(copied), null, 2))
  return `${copied.length} files`
}

const gzipped = promisify(gzip)
const brotlied = promisify(brotliCompress)

async function copyHashed(name, source) {
  const bytes = await readFile(source)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  const file = `${name}.${hash}.${source.endsWith('.css') ? 'css' : 'js'}`
  const target = join(assetsFolder, file)
  await Promise.all([
    writeFile(target, bytes),
    gzipped(bytes, { level: 9 }).then((small) => writeFile(`${target}.gz`, small)),
    brotlied(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).then((small) => writeFile(`${target}.br`, small)),
  ])
  return file
}

if (process.argv[1] === import.meta.filename) console.log(await buildConsole())
