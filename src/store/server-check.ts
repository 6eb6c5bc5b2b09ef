import type { Text } from '../kernel/texts.js'
import type { Database } from './database.js'

export interface ServerWarning {
  readonly code: string
  readonly message: Text
}

/** What an operator should change on the database server; empty when all is well, and always for the embedded database. */
export async function checkServer(database: Database): Promise<readonly ServerWarning[]> {
  if (database.embedded) return []
  return database.dialect.name === 'mysql' ? checkMysql(database) : checkPostgres(database)
}

async function checkMysql(database: Database): Promise<readonly ServerWarning[]> {
  const [row] = await database.query('SELECT @@innodb_flush_log_at_trx_commit AS flush, @@character_set_connection AS charset')
  return [
    ...(Number(row?.flush) === 1 ? [] : [notDurable('innodb_flush_log_at_trx_commit=1')]),
    ...(row?.charset === 'utf8mb4'
      ? []
      : [{ code: 'charset', message: { zh: '连接字符集应为 utf8mb4。', en: 'The connection should use utf8mb4.' } }]),
  ]
}

async function checkPostgres(database: Database): Promise<readonly ServerWarning[]> {
  const [row] = await database.query("SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit")
  return [...(row?.fsync === 'on' ? [] : [notDurable('fsync=on')]), ...(row?.commit === 'off' ? [notDurable('synchronous_commit=on')] : [])]
}

function notDurable(setting: string): ServerWarning {
  return {
    code: 'not-durable',
    message: {
      zh: `数据库未设置 ${setting}：断电或崩溃时可能丢失已确认的数据。`,
      en: `The database does not run with ${setting}: a crash can lose data that was acknowledged.`,
    },
  }
}
