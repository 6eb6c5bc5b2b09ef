// Turns the TypeScript of the given folders into dist/, file by file, and copies what lies beside it.

import { copyFile, mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { build } from 'esbuild'

export const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

/** The folders that make up the running platform. */
export const platformFolders = ['src', 'resources', 'jobs', 'config', 'migrations']

/** Code for the browser has a bundle of its own. */
const browserFolder = join('src', 'admin', 'app')

const isCode = (file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts')
const isAsset = (file) => !/\.(tsx?|mts|cts|md)$/.test(file)
const isForServer = (file) => !file.startsWith(browserFolder)

/** Every file under the folder, as paths from the root; a folder that does not exist has none. */
async function filesUnder(folder) {
  const found = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(ignoreMissing)
  return found.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

function ignoreMissing(error) {
  if (error.code === 'ENOENT') return []
  throw error
}

/**
 * Compiles the folders into dist/ and removes what is left there of files that are gone.
 * @returns how many files were compiled
 */
export async function compileFolders(folders = platformFolders) {
  const files = (await Promise.all(folders.map(filesUnder))).flat().filter(isForServer)
  const code = files.filter(isCode)
  await transpile(code)
  await copyAssets(files.filter(isAsset))
  await removeStale(folders, files)
  return code.length
}

function transpile(files) {
  return build({
    absWorkingDir: root,
    entryPoints: files,
    outdir: dist,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
  })
}

async function copyAssets(files) {
  for (const file of files) {
    await mkdir(dirname(join(dist, file)), { recursive: true })
    await copyFile(join(root, file), join(dist, file))
  }
}

async function removeStale(folders, sources) {
  const expected = new Set(sources.flatMap(outputsOf))
  const present = (await Promise.all(folders.map((folder) => filesUnder(join('dist', folder))))).flat()
  const stale = present.filter((file) => !expected.has(relative('dist', file)))
  await Promise.all(stale.map((file) => rm(join(root, file), { force: true })))
}

function outputsOf(source) {
  if (!isCode(source)) return [source]
  const script = source.replace(/\.tsx?$/, '.js')
  return [script, `${script}.map`]
}
