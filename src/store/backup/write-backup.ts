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
}

const rowsAtOnce = 1_000

/**
 * All tables as they were at one moment; nobody publishes meanwhile. The embedded database has one session: others wait until it is done.
 * The file is for its owner only (it holds password hashes), and appears whole or not at all.
 */
export async function writeBackup(database: Database, { file, wanted, clock }: BackupOrder): Promise<BackupFooter> {
  const draft = `${file}.draft-${process.pid}`
  await mkdir(dirname(file), { recursive: true })
  try {
    const footer = await database.exclusively('schema', async () => {
      const tables = await backupTables(database, wanted)
      return database.transaction((tx) => writeTables(tx, { tables, draft, createdAt: instantOf(clock) }), { tries: 1 })
    })
    await onDisk(draft)
    await rename(draft, file)
    return footer
  } finally {
    await rm(draft, { force: true })
  }
}

interface Writing {
  readonly tables: readonly BackupTable[]
  readonly draft: string
  readonly createdAt: string
}

async function writeTables(tx: Transaction, { tables, draft, createdAt }: Writing): Promise<BackupFooter> {
  await standStill(tx)
  const header: BackupHeader = {
    format: backupFormat,
    modelVersion: await modelVersion(tx),
    createdAt,
    migrations: await applied(tx),
    tables,
  }
  const hash = createHash('sha256')
  const written = { rows: 0 }
  const footer = (): BackupFooter => ({ rows: written.rows, sha256: hash.digest('hex') })
  const pages = async function* (): AsyncGenerator<string> {
    for await (const { text, rows } of textOf(tx, header)) {
      hash.update(text)
      written.rows += rows
      yield text
    }
    result = footer()
    yield `${JSON.stringify(result)}\n`
  }
  let result: BackupFooter = { rows: 0, sha256: '' }
  await pipeline(Readable.from(pages()), createGzip({ level: 6 }), createWriteStream(draft, { flags: 'wx', mode: 0o600 }))
  return result
}

/** From here on the transaction sees one moment. MySQL says so only where a transaction begins. */
async function standStill(tx: Transaction): Promise<void> {
  if (tx.dialect.name === 'postgres') return void (await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY'))
  await tx.execute('COMMIT')
  await tx.execute('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
  await tx.execute('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
}

async function* textOf(tx: Transaction, header: BackupHeader): AsyncGenerator<{ readonly text: string; readonly rows: number }> {
  yield { text: `${JSON.stringify(header)}\n`, rows: 0 }
  for (const table of header.tables) {
    yield { text: `${JSON.stringify({ table: table.name })}\n`, rows: 0 }
    for await (const rows of pagesOf(tx, table)) {
      const lines = rows.map((row) => `${JSON.stringify(table.columns.map(({ name }) => row[name] ?? null))}\n`)
      yield { text: lines.join(''), rows: rows.length }
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
