import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NotFoundError, UnavailableError } from '../kernel/errors.js'
import { Intake } from './intake.js'
import type { FileFacts, FileStore, OpenedFile, StoredFile } from './stored-file.js'

const locationShape = /^[0-9a-f]{32}$/
const diskIsFull = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Files in one folder, spread over 256 × 256 subfolders. */
export async function openFolder(root: string): Promise<FileStore> {
  const drafts = join(root, 'drafts')
  await mkdir(drafts, { recursive: true, mode: 0o700 })
  await sweep(drafts)
  return {
    put: (stream, facts) => put(root, drafts, stream, facts),
    putBack: (location, stream) => putUnder({ root, drafts, location }, stream, () => undefined),
    open: async (location) => openFile(pathOf(root, location)),
    remove: async (location) => rm(pathOf(root, location), { force: true }),
  }
}

/** What a killed process left half written; another process may be writing beside us, so only what is a day old goes. */
async function sweep(drafts: string): Promise<void> {
  for (const name of await readdir(drafts)) {
    const facts = await stat(join(drafts, name)).catch(() => undefined)
    if (facts !== undefined && Date.now() - facts.mtimeMs > 86_400_000) await rm(join(drafts, name), { force: true })
  }
}

/** Nothing but our own random names ever becomes a path. @throws NotFoundError */
function pathOf(root: string, location: string): string {
  if (!locationShape.test(location)) throw new NotFoundError({ details: { location } })
  return join(root, location.slice(0, 2), location.slice(2, 4), location)
}

async function put(root: string, drafts: string, stream: AsyncIterable<Uint8Array>, facts: FileFacts): Promise<StoredFile> {
  const location = randomBytes(16).toString('hex')
  const intake = new Intake(facts)
  await putUnder({ root, drafts, location }, stream, (chunk) => intake.take(chunk))
  return { location, ...intake.result() }
}

interface Spot {
  readonly root: string
  readonly drafts: string
  readonly location: string
}

/** @param look  sees every chunk before it is kept, and may refuse it by throwing */
async function putUnder(
  { root, drafts, location }: Spot,
  stream: AsyncIterable<Uint8Array>,
  look: (chunk: Uint8Array) => void,
): Promise<void> {
  const path = pathOf(root, location)
  const draft = join(drafts, location)
  try {
    await fill(draft, stream, look)
    await publish(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw sentenceFor(error)
  }
}

async function fill(draft: string, stream: AsyncIterable<Uint8Array>, look: (chunk: Uint8Array) => void): Promise<void> {
  const handle = await open(draft, 'wx', 0o600)
  try {
    for await (const chunk of stream) {
      look(chunk)
      await handle.appendFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Under its name only once it is whole and on the disk; the folder is synced too, or a power cut would lose the name. */
async function publish(draft: string, path: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(draft, path)
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function openFile(path: string): Promise<OpenedFile> {
  try {
    const handle = await open(path, 'r')
    const { size } = await handle.stat()
    return { stream: handle.createReadStream(), sizeBytes: size }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new NotFoundError({ cause: error })
    throw error
  }
}

function sentenceFor(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  return code !== undefined && diskIsFull.has(code) ? new UnavailableError('disk-full', { cause: error, details: { code } }) : error
}
