import type { Database } from '../database.js'

/** WAL beyond this is written into the tables, so that a start after a kill has little to replay. */
const mostWalBytes = 24 * 1024 * 1024

/**
 * Work that PostgreSQL's helpers do on a server and nobody does here: checkpoints and vacuuming. Cheap when there is nothing to do.
 */
export async function keepUp(database: Database): Promise<void> {
  if ((await walBytes(database)) > mostWalBytes) await database.execute('CHECKPOINT')
  for (const table of await tablesToVacuum(database)) await database.execute(`VACUUM (ANALYZE) ${table}`, [], { timeoutMs: 300_000 })
}

/** A number that grows with every write. */
export async function writePosition(database: Database): Promise<string> {
  const [row] = await database.query<{ position: string }>('SELECT pg_current_wal_insert_lsn()::text AS position')
  return row?.position ?? ''
}

async function walBytes(database: Database): Promise<number> {
  const [row] = await database.query<{ bytes: string }>(
    'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::text AS bytes FROM pg_control_checkpoint()',
  )
  return Number(row?.bytes ?? 0)
}

/** A fifth of the rows dead or changed since the last look, as autovacuum would decide. */
async function tablesToVacuum(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT quote_ident(schemaname) || '.' || quote_ident(relname) AS name FROM pg_stat_user_tables
     WHERE n_dead_tup > 500 + n_live_tup / 5 OR n_mod_since_analyze > 500 + n_live_tup / 5
     ORDER BY n_dead_tup DESC LIMIT 5`,
  )
  return rows.map(({ name }) => name)
}
