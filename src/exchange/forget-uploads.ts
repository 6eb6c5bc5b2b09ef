import type { FileStore } from '../files/stored-file.js'
import type { Clock } from '../kernel/clock.js'
import type { Database } from '../store/database.js'

export interface ForgetDeps {
  readonly database: Database
  readonly clock: Clock
  readonly store: Pick<FileStore, 'remove'>
}

/** Long enough for a form that was left open over night. */
const keptMs = 86_400_000
const batch = 200

/**
 * Lets go of files that were brought and never attached to a record. Files of runs are no uploads.
 * @returns how many
 */
export async function forgetUploads(deps: ForgetDeps): Promise<number> {
  const before = new Date(deps.clock.now() - keptMs).toISOString()
  const sql = `SELECT id, location FROM dj_file WHERE resource IS NULL AND record_id IS NULL AND created_at < ? ORDER BY id LIMIT ${batch}`
  for (let forgotten = 0; ; ) {
    const rows = await deps.database.query<{ id: string; location: string }>(sql, [before])
    for (const row of rows) forgotten += await forget(deps, row)
    if (rows.length < batch) return forgotten
  }
}

/** The row first, and only if it is still nobody's: a save that attaches it holds it locked meanwhile. */
async function forget({ database, store }: ForgetDeps, { id, location }: { id: string; location: string }): Promise<number> {
  const gone = await database.execute('DELETE FROM dj_file WHERE id = ? AND record_id IS NULL', [id])
  if (gone > 0) await store.remove(location)
  return gone
}
