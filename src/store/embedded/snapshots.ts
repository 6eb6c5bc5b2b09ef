import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../driver-errors.js'
import { copyFolder, copyTree, type Places, syncPath, syncTree } from './folders.js'
import { queryMessage } from './frames.js'
import type { Session } from './session.js'

/** `2026-11-22T08-00-00-000Z`: sorts by time and is a file name everywhere. */
const named = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/

/** Names of the snapshots there are, newest first. */
export async function listSnapshots(places: Places): Promise<readonly string[]> {
  const names = await readdir(places.snapshots).catch(() => [])
  return names
    .filter((name) => named.test(name))
    .sort()
    .reverse()
}

/**
 * A copy of the folder that opens by itself. Clients wait while it is copied (flat memory, 0.1 s for 50 MB); making sure that it is
 * on disk happens beside them. Only then it gets its name, and the oldest beyond `keep` go.
 * @returns its name
 */
export async function takeSnapshot(session: Session, places: Places, keep: number, now: number): Promise<string> {
  const name = new Date(now).toISOString().replace(/[:.]/g, '-')
  const draft = join(places.snapshots, `${name}.draft`)
  await mkdir(places.snapshots, { recursive: true })
  await removeDrafts(places)
  await session.alone(async () => {
    await session.ask(queryMessage('CHECKPOINT'))
    await copyTree(places.database, draft)
  })
  await syncTree(draft)
  await rename(draft, join(places.snapshots, name))
  await syncPath(places.snapshots)
  await removeOldest(places, keep)
  return name
}

/**
 * Puts the newest snapshot in the place of a folder that cannot be opened; that one is kept beside it, for people to look at.
 * @returns the snapshot's name, or undefined when there is none
 */
export async function restoreSnapshot(places: Places, skip: number, now: number): Promise<string | undefined> {
  const name = (await listSnapshots(places))[skip]
  if (name === undefined) return undefined
  await rename(places.database, `${places.database}.broken-${now}`).catch(ignoreMissing)
  await copyFolder(join(places.snapshots, name), places.database, { durable: true })
  return name
}

/** The folder may be gone altogether. */
function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}

/** What an earlier process left half-copied. */
async function removeDrafts(places: Places): Promise<void> {
  const drafts = (await readdir(places.snapshots)).filter((name) => name.endsWith('.draft'))
  for (const name of drafts) await rm(join(places.snapshots, name), { recursive: true, force: true })
}

async function removeOldest(places: Places, keep: number): Promise<void> {
  for (const name of (await listSnapshots(places)).slice(keep)) await rm(join(places.snapshots, name), { recursive: true, force: true })
}
