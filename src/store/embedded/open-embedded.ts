/**
 * The embedded database: PGlite (PostgreSQL in WebAssembly) in a thread of its own, one session shared by TypeORM, BullMQ and the
 * platform. One process owns the folder. It survives `kill -9`; with `durable` every commit is on disk before it is answered.
 */
import { mkdir } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { embeddedDataSource } from '../data-source.js'
import { databaseOver } from '../database-over.js'
import type { Driver } from '../driver.js'
import type { OpenDatabase } from '../opened.js'
import { postgresDialect } from '../postgres-dialect.js'
import { postgresDriver } from '../postgres-driver.js'
import { Reentrance } from '../reentrance.js'
import { systemTables } from '../system-tables.js'
import type { Engine } from './engine.js'
import { type Places, placesIn } from './folders.js'
import { Keeper } from './keeper.js'
import { lockFolder } from './lock-file.js'
import { restartedNotice } from './notices.js'
import { openFolder } from './open-folder.js'
import { type EmbeddedOptions, type EmbeddedSettings, settingsOf } from './options.js'
import { EmbeddedPool } from './pool.js'
import { Session } from './session.js'
import { Turns } from './turns.js'
import { Wire } from './wire.js'

export interface OpenEmbedded extends OpenDatabase {
  readonly pool: pg.Pool
  /** Copies the database now. @returns the snapshot's name */
  snapshot(): Promise<string>
}

/** @throws ConflictError `folder-in-use` when another process owns the folder, `folder-unreadable` when nothing in it opens */
export async function openEmbedded(options: EmbeddedOptions): Promise<OpenEmbedded> {
  const settings = settingsOf(options)
  const places = placesIn(settings.folder)
  await mkdir(settings.folder, { recursive: true, mode: 0o700 })
  const unlock = await lockFolder(places.lock)
  try {
    return await openLocked(places, settings, unlock)
  } catch (error) {
    await unlock()
    throw error
  }
}

async function openLocked(places: Places, settings: EmbeddedSettings, unlock: () => Promise<void>): Promise<OpenEmbedded> {
  const times = { statementMs: settings.statementMs, idleMs: settings.idleTransactionMs }
  const open = (): Promise<Engine> => openFolder(places, settings)
  const session = new Session(await open(), open, times, (reason) => settings.onNotice(restartedNotice(reason)))
  const reentrance = new Reentrance()
  const pool = new EmbeddedPool(session, reentrance)
  const source = await embeddedDataSource(pool, systemTables(postgresDialect)).initialize()
  const closing: { keeper?: Keeper } = {}
  const end = async (): Promise<void> => {
    await closing.keeper?.stop()
    await endWithin(2_000, source.destroy())
    await session.close()
    await unlock()
  }
  const deadlines = { start: limitNext }
  const database = databaseOver(postgresDriver({ pool, embedded: true, deadlines, exclusively: namedTurns(), end }), reentrance)
  const keeper = new Keeper(session, database, places, settings)
  closing.keeper = keeper
  await keeper.start()
  return { database, source, pool, snapshot: () => keeper.snapshot() }
}

/** A queue worker that still listens keeps its connection; it is cut off with the session. */
async function endWithin(ms: number, work: Promise<void>): Promise<void> {
  const waiting = new AbortController()
  await Promise.race([work, setTimeout(ms, undefined, { signal: waiting.signal }).catch(() => {})])
  waiting.abort()
}

/** The engine thread keeps time itself, without counting what a statement waits for its turn. */
function limitNext(client: pg.PoolClient, timeoutMs: number): () => boolean {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: unknown } }).connection
  if (stream instanceof Wire) stream.nextDeadlineMs = timeoutMs
  return () => false
}

/** The folder has one process, so its locks are in memory. */
function namedTurns(): Driver['exclusively'] {
  const turns = new Map<string, Turns>()
  return (name, work) => {
    const own = turns.get(name) ?? new Turns()
    turns.set(name, own)
    return own.run(work)
  }
}
