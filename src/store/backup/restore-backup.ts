/** Reads a backup into an empty database of either dialect, and the stored files beside it. */
import { ConflictError, InvalidError } from '../../kernel/errors.js'
import { applySchema } from '../apply-schema.js'
import { currentTables } from '../current-tables.js'
import type { Database, Sql } from '../database.js'
import { insertRows } from '../insert-rows.js'
import { parameterFor } from '../parameters.js'
import { planSchema } from '../planner.js'
import { SchemaProblemsError } from '../schema-problems.js'
import { type Backup, type BackupHeader, type BackupLine, backupLines, checkBackup } from './backup-file.js'
import { type BackupTable, tableModelOf } from './backup-tables.js'
import { assertWhole, clearTables, isOwnMark, removeMark, setMark } from './restore-mark.js'

export interface RestoreOrder {
  readonly file: string
  /** Migrations this release knows. */
  readonly migrations: readonly string[]
  /** Tables that the platform fills by itself as it opens: they may hold rows, which the backup's replace. */
  readonly projected: readonly string[]
  /** Looks at the restored rows; on PostgreSQL still inside the transaction, so that throwing leaves nothing behind. */
  readonly verify?: (sql: Sql) => Promise<void>
  /** Takes a stored file under its location; without it, files are passed over. */
  readonly keep?: (location: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>
}

/** Filled by the platform itself as it starts on an empty database. */
const ownRows = new Set(['dj_state', 'dj_derived', 'dj_migration', 'dj_schema_journal', 'dj_session', 'dj_throttle'])
const rowsAtOnce = 500

/**
 * Checks the file from end to end, then loads it. PostgreSQL and the embedded database take all of it in one transaction or nothing;
 * MariaDB takes it in steps, and the same file can be restored again over what an interrupted restore left.
 * @throws InvalidError `backup-damaged`, `backup-newer` · ConflictError `not-empty`, `half-restored`
 */
export async function restoreBackup(database: Database, order: RestoreOrder): Promise<Backup> {
  const backup = await checkBackup(order.file)
  assertKnown(backup.header, order.migrations)
  await database.exclusively('restore', async () => {
    const resumed = await isOwnMark(database, backup)
    if (!resumed) await assertEmpty(database, order)
    await ensureBackupTables(database, backup.header)
    if (database.dialect.name === 'postgres') await database.transaction((tx) => loadAll(tx, backup, order), { tries: 1 })
    else await loadInSteps(database, backup, order)
  })
  return backup
}

function assertKnown(header: BackupHeader, migrations: readonly string[]): void {
  const unknown = header.migrations.filter((name) => !migrations.includes(name))
  if (unknown.length === 0) return
  const text = {
    zh: `备份来自更新的版本（${unknown.join('、')}），请先升级程序再恢复。`,
    en: `The backup was made by a newer release (${unknown.join(', ')}); upgrade before restoring it.`,
  }
  throw new InvalidError('backup-newer', text)
}

/** @throws ConflictError `not-empty` naming the tables that hold rows, `half-restored` when another file was begun here */
async function assertEmpty(database: Database, { projected }: RestoreOrder): Promise<void> {
  await assertWhole(database)
  const filled: string[] = []
  for (const { name } of await currentTables(database)) {
    if (ownRows.has(name) || projected.includes(name)) continue
    const rows = await database.query(`SELECT 1 AS one FROM ${database.dialect.quote(name)} LIMIT 1`)
    if (rows.length > 0) filled.push(name)
  }
  if (filled.length === 0) return
  const text = {
    zh: `数据库不是空的（${filled.slice(0, 5).join('、')} 等表已有数据）。只能恢复到空数据库。`,
    en: `The database is not empty (there are rows in ${filled.slice(0, 5).join(', ')}). A backup is restored into an empty database only.`,
  }
  throw new ConflictError('not-empty', text, { details: { filled } })
}

async function ensureBackupTables(database: Database, { tables }: BackupHeader): Promise<void> {
  await database.exclusively('schema', async () => {
    const { steps, problems } = planSchema(database.dialect.name, await currentTables(database), tables.map(tableModelOf))
    if (problems.length > 0) throw new SchemaProblemsError(problems)
    await applySchema(database, steps)
  })
}

async function loadInSteps(database: Database, backup: Backup, order: RestoreOrder): Promise<void> {
  await setMark(database, backup)
  await clearTables(database, backup.header.tables)
  await loadAll(database, backup, order)
  await removeMark(database)
}

async function loadAll(sql: Sql, { header }: Backup, { file, projected, verify, keep }: RestoreOrder): Promise<void> {
  const tables = new Map(header.tables.map((table) => [table.name, table]))
  for (const name of ['dj_state', 'dj_derived', ...projected])
    if (tables.has(name)) await sql.execute(`DELETE FROM ${sql.dialect.quote(name)}`)
  for await (const { table, rows } of batches(file, tables)) await insertBatch(sql, table, rows)
  await verify?.(sql)
  if (keep !== undefined) for await (const { location, bytes } of storedFiles(file)) await keep(location, bytes)
}

interface Batch {
  readonly table: BackupTable
  readonly rows: readonly (readonly unknown[])[]
}

async function* batches(file: string, tables: ReadonlyMap<string, BackupTable>): AsyncGenerator<Batch> {
  let table: BackupTable | undefined
  let rows: (readonly unknown[])[] = []
  for await (const line of backupLines(file)) {
    if (table !== undefined && rows.length > 0 && (!isRow(line) || rows.length >= rowsAtOnce)) {
      yield { table, rows }
      rows = []
    }
    if (isRow(line)) rows.push(line)
    else if (typeof line === 'string' || 'file' in line) break
    else table = tables.get(line.table)
  }
  if (table !== undefined && rows.length > 0) yield { table, rows }
}

const isRow = (line: BackupLine): line is readonly unknown[] => Array.isArray(line)

interface KeptFile {
  readonly location: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** One after the other; each is read to its end before the next. */
async function* storedFiles(file: string): AsyncGenerator<KeptFile> {
  const lines = backupLines(file)
  let line = await lines.next()
  while (line.done !== true) {
    const { value } = line
    if (isRow(value) || typeof value === 'string' || !('file' in value)) line = await lines.next()
    else yield { location: value.file, bytes: bytesOf() }
  }

  async function* bytesOf(): AsyncGenerator<Uint8Array> {
    for (line = await lines.next(); line.done !== true && typeof line.value === 'string'; line = await lines.next())
      yield Buffer.from(line.value, 'base64')
  }
}

function insertBatch(sql: Sql, { name, columns }: BackupTable, rows: Batch['rows']): Promise<number> {
  const values = rows.map((row) => columns.map(({ type }, index) => parameterFor(type.kind, row[index])))
  return insertRows(
    sql,
    name,
    columns.map((column) => column.name),
    values,
  )
}
