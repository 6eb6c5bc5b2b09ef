/** Writes everything the platform keeps into one file, as of one moment, in flat memory. */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { TableModel } from '../../compile/table-model.js'
import { type Clock, instantOf } from '../../kernel/clock.js'
import type { Database, Row, Transaction } from '../database.js'
import { type BackupFooter, type BackupHeader, backupFormat } from './backup-file.js'
import { type BackupTable, backupTables } from './backup-tables.js'

export interface BackupOrder {
  readonly file: string
  /** Tables that Model and migrations ask for. */
  readonly wanted: readonly TableModel[]
  readonly clock: Clock
  /** Bytes of a stored file; null when it is gone. Without it, no files are written. */
  readonly stored?: OpenStored
}

export type OpenStored = (location: string) => Promise<AsyncIterable<Uint8Array> | null>

const rowsAtOnce = 1_000

/**
 * All tables as they were at one moment; nobody publishes meanwhile. The embedded database has one session: others wait until it is done.
 * Stored files never change, so they follow once the transaction is over and nobody waits.
 * The file is for its owner only (it holds password hashes), and appears whole or not at all.
 */
export async function writeBackup(database: Database, { file, wanted, clock, stored }: BackupOrder): Promise<BackupFooter> {
  const draft = `${file}.draft-${process.pid}`
  const told = new ToldText()
  await mkdir(dirname(file), { recursive: true })
  try {
    const locations = await database.exclusively('schema', async () => {
      const tables = await backupTables(database, wanted)
      return database.transaction((tx) => writeTables(tx, { tables, draft, createdAt: instantOf(clock), told }), { tries: 1 })
    })
    await append(draft, endOf(told, { locations, stored: stored ?? null }))
    await onDisk(draft)
    await rename(draft, file)
    return told.footer()
  } finally {
    await rm(draft, { force: true })
  }
}

/** What was written so far, counted and hashed while it passes. */
class ToldText {
  readonly #hash = createHash('sha256')
  rows = 0
  files = 0

  pass(text: string): string {
    this.#hash.update(text)
    return text
  }

  footer(): BackupFooter {
    return { rows: this.rows, files: this.files, sha256: this.#hash.copy().digest('hex') }
  }
}

/** Gzip members one after the other read as one. */
function append(draft: string, lines: AsyncIterable<string>): Promise<void> {
  return pipeline(Readable.from(lines), createGzip({ level: 6 }), createWriteStream(draft, { flags: 'a', mode: 0o600 }))
}

interface Writing {
  readonly tables: readonly BackupTable[]
  readonly draft: string
  readonly createdAt: string
  readonly told: ToldText
}

/** @returns where the files lie that the rows name */
async function writeTables(tx: Transaction, { tables, draft, createdAt, told }: Writing): Promise<readonly string[]> {
  await standStill(tx)
  const header: BackupHeader = {
    format: backupFormat,
    modelVersion: await modelVersion(tx),
    createdAt,
    migrations: await applied(tx),
    tables,
  }
  await append(draft, textOf(tx, header, told))
  return (await tx.query('SELECT location FROM dj_file ORDER BY id')).map(({ location }) => String(location))
}

async function* endOf(
  told: ToldText,
  of: { readonly locations: readonly string[]; readonly stored: OpenStored | null },
): AsyncGenerator<string> {
  for (const location of of.locations) {
    const bytes = (await of.stored?.(location)) ?? null
    if (bytes === null) continue
    told.files += 1
    yield told.pass(`${JSON.stringify({ file: location })}\n`)
    for await (const chunk of bytes) yield told.pass(`${JSON.stringify(Buffer.from(chunk).toString('base64'))}\n`)
  }
  yield `${JSON.stringify(told.footer())}\n`
}

/** From here on the transaction sees one moment. MySQL says so only where a transaction begins. */
async function standStill(tx: Transaction): Promise<void> {
  if (tx.dialect.name === 'postgres') return void (await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY'))
  await tx.execute('COMMIT')
  await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  await tx.execute('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
}

async function* textOf(tx: Transaction, header: BackupHeader, told: ToldText): AsyncGenerator<string> {
  yield told.pass(`${JSON.stringify(header)}\n`)
  for (const table of header.tables) {
    yield told.pass(`${JSON.stringify({ table: table.name })}\n`)
    for await (const rows of pagesOf(tx, table)) {
      const lines = rows.map((row) => `${JSON.stringify(table.columns.map(({ name }) => row[name] ?? null))}\n`)
      told.rows += rows.length
      yield told.pass(lines.join(''))
    }
  }
}

/** By key, so that the last page costs what the first one did. */
async function* pagesOf(tx: Transaction, table: BackupTable): AsyncGenerator<readonly Row[]> {
  const { quote } = tx.dialect
  const key = table.primaryKey.map(quote)
  const select = `SELECT ${table.columns.map(({ name }) => quote(name)).join(', ')} FROM ${quote(table.name)}`
  const tail = `ORDER BY ${key.join(', ')} LIMIT ${rowsAtOnce}`
  let rows = await tx.query(`${select} ${tail}`)
  while (rows.length > 0) {
    yield rows
    const last = table.primaryKey.map((name) => rows.at(-1)?.[name])
    const { sql, parameters } = behind(key, last)
    rows = rows.length < rowsAtOnce ? [] : await tx.query(`${select} WHERE ${sql} ${tail}`, parameters)
  }
}

/** `a >= ? AND (a > ? OR (a = ? AND b > ?))`: the first test is what MySQL seeks by. */
function behind(key: readonly string[], last: readonly unknown[]): { readonly sql: string; readonly parameters: readonly unknown[] } {
  const steps = key.map((column, index) => [...key.slice(0, index).map((one) => `${one} = ?`), `${column} > ?`].join(' AND '))
  return {
    sql: `${key[0]} >= ? AND (${steps.map((step) => `(${step})`).join(' OR ')})`,
    parameters: [last[0], ...key.flatMap((_, index) => last.slice(0, index + 1))],
  }
}

async function modelVersion(tx: Transaction): Promise<number> {
  const [state] = await tx.query('SELECT model_version FROM dj_state')
  return Number(state?.model_version ?? 0)
}

async function applied(tx: Transaction): Promise<readonly string[]> {
  return (await tx.query('SELECT name FROM dj_migration ORDER BY name')).map(({ name }) => String(name))
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
