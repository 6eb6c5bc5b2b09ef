import { constants } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where things lie in the platform's data folder. */
export interface Places {
  readonly database: string
  readonly snapshots: string
  readonly lock: string
}

export function placesIn(folder: string): Places {
  return { database: join(folder, 'database'), snapshots: join(folder, 'snapshots'), lock: join(folder, 'database.lock') }
}

/**
 * Copies a folder so that it appears whole, on disk and under its name, or not at all. Shares the blocks where the file system can.
 */
export async function copyFolder(from: string, to: string, options: { readonly durable: boolean }): Promise<void> {
  const draft = `${to}.draft`
  await rm(draft, { recursive: true, force: true })
  await copyTree(from, draft)
  if (options.durable) await syncTree(draft)
  await rename(draft, to)
  if (options.durable) await syncPath(dirname(to))
}

/** The bare copy, fast; it is not sure to be on disk yet. */
export async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  const entries = await readdir(from, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  await inParts(files, ({ name }) => copyFile(join(from, name), join(to, name), constants.COPYFILE_FICLONE))
  for (const { name } of entries.filter((entry) => entry.isDirectory())) await copyTree(join(from, name), join(to, name))
}

export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  await inParts(files, ({ name }) => syncPath(join(folder, name)))
  for (const { name } of entries.filter((entry) => entry.isDirectory())) await syncTree(join(folder, name))
  await syncPath(folder)
}

/** Together is thirty times faster than one after the other; all at once would be too many open files. */
async function inParts<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += 64) await Promise.all(items.slice(from, from + 64).map(work))
}

export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
