import { ConflictError } from '../../kernel/errors.js'
import { currentTables } from '../current-tables.js'
import type { Database, Sql } from '../database.js'
import { insertRows } from '../insert-rows.js'
import type { Backup } from './backup-file.js'
import { type BackupTable, markTable } from './backup-tables.js'

/** Whose preference it is kept as: nobody's. */
const nobody = '0'
const name = 'restoring'

/** Says that this database holds a part of that backup, and nothing else. */
export async function setMark(database: Database, backup: Backup): Promise<void> {
  await removeMark(database)
  await insertRows(database, markTable, ['user_id', 'name', 'value'], [[nobody, name, JSON.stringify(backup.footer.sha256)]])
}

export async function removeMark(sql: Sql): Promise<void> {
  await sql.execute(`DELETE FROM ${markTable} WHERE user_id = ? AND name = ?`, [nobody, name])
}

async function findMark(database: Database): Promise<string | undefined> {
  if ((await currentTables(database, markTable)).length === 0) return undefined
  const [row] = await database.query(`SELECT value FROM ${markTable} WHERE user_id = ? AND name = ?`, [nobody, name])
  return row === undefined ? undefined : String(row.value)
}

/** An earlier restore of this very file stopped half-way. */
export async function isOwnMark(database: Database, backup: Backup): Promise<boolean> {
  return (await findMark(database)) === backup.footer.sha256
}

/** @throws ConflictError `half-restored`: nobody may work with a part of a company */
export async function assertWhole(database: Database): Promise<void> {
  if ((await findMark(database)) === undefined) return
  const text = {
    zh: '此数据库的恢复中途停止，数据不完整。请用同一备份文件再次执行 restore。',
    en: 'A restore into this database stopped half-way; it is not whole. Run restore again with the same file.',
  }
  throw new ConflictError('half-restored', text)
}

/** Empties what an interrupted restore left; the mark stays. */
export async function clearTables(database: Database, tables: readonly BackupTable[]): Promise<void> {
  for (const { name: table } of tables) {
    if (table === markTable) await database.execute(`DELETE FROM ${markTable} WHERE NOT (user_id = ? AND name = ?)`, [nobody, name])
    else await database.execute(`DELETE FROM ${database.dialect.quote(table)}`)
  }
}
