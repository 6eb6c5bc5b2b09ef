import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ConflictError } from '../../kernel/errors.js'
import { Engine, UnopenedError } from './engine.js'
import { copyFolder, type Places } from './folders.js'
import { restoredNotice } from './notices.js'
import type { EmbeddedSettings } from './options.js'
import { restoreSnapshot } from './snapshots.js'
import { isFolder, makeFolder } from './template.js'

/** Opens the database folder; makes it at the first start, and falls back on the newest snapshot that opens. */
export async function openFolder(places: Places, settings: EmbeddedSettings): Promise<Engine> {
  if (!(await isFolder(places.database)) && !(await tryRestore(places, settings, 0, 'missing'))) await makeFirst(places, settings)
  return openOrRestore(places, settings, 0)
}

/** Sorts and hashes that spilled when the engine was killed; only a postmaster would clear them. */
async function removeSpilled({ database }: Places): Promise<void> {
  await rm(join(database, 'base', 'pgsql_tmp'), { recursive: true, force: true })
}

async function makeFirst({ database }: Places, { template, durable }: EmbeddedSettings): Promise<void> {
  if (template === '') await makeFolder(database)
  else await copyFolder(template, database, { durable })
}

async function openOrRestore(places: Places, settings: EmbeddedSettings, restored: number): Promise<Engine> {
  await removeSpilled(places)
  try {
    return await Engine.open({ folder: places.database, durable: settings.durable, sharedBuffersMb: settings.sharedBuffersMb })
  } catch (error) {
    if (!(error instanceof UnopenedError) || !isDamage(error)) throw error
    if (!(await tryRestore(places, settings, restored, error.message))) throw unreadable(places, error)
    return openOrRestore(places, settings, restored + 1)
  }
}

/** A full disk, a missing right or another PostgreSQL version are no damage: an older snapshot would not help. */
function isDamage({ log, message }: UnopenedError): boolean {
  return !/No space left|Permission denied|Read-only file system|incompatible with server|not compatible/i.test(`${message}\n${log}`)
}

async function tryRestore(places: Places, settings: EmbeddedSettings, skip: number, reason: string): Promise<boolean> {
  const snapshot = await restoreSnapshot(places, skip, Date.now())
  if (snapshot !== undefined) settings.onNotice(restoredNotice(snapshot, reason))
  return snapshot !== undefined
}

function unreadable({ database }: Places, cause: UnopenedError): ConflictError {
  const text = {
    zh: `数据库目录 ${database} 无法打开，也没有可用的快照。`,
    en: `The database folder ${database} cannot be opened, and there is no snapshot that can.`,
  }
  return new ConflictError('folder-unreadable', text, { cause })
}
