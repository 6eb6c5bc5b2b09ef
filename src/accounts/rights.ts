import type { Row, Sql } from '../store/database.js'

/** Whose rights a change may have touched. */
export type Touched = readonly string[] | 'everybody'

/** The row that stands for everybody. */
const everybody = '0'

/** A record before and after a write, references as ids; null when there is none. */
export interface RecordChange {
  readonly resource: string
  readonly before: Row | null
  readonly after: Row | null
}

/** What an actor is made of: the user, who has which role, and how departments hang together. */
export function touchedBy({ resource, before, after }: RecordChange): Touched {
  const rows = [before, after].filter((row) => row !== null)
  if (resource === 'department') return 'everybody'
  if (resource === 'user') return distinct(rows.map((row) => row.id))
  return resource === 'roleAssignment' ? distinct(rows.map((row) => row.user)) : []
}

/**
 * Called in the transaction of every write to `user`, `roleAssignment` or `department`: from its commit on, every process reads these
 * users' rights anew at their next request.
 */
export async function bumpRights(tx: Sql, touched: Touched): Promise<void> {
  const ids = touched === 'everybody' ? [everybody] : [...touched].sort()
  const table = `${tx.dialect.quote('dj_rights')}.${tx.dialect.quote('version')}`
  const more = tx.dialect.onConflictUpdate(['user_id'], [], { version: `${table} + 1` })
  for (const id of ids) await tx.execute(`insert into dj_rights (user_id, version) values (?, 1) ${more}`, [id])
}

/** Joins that read a user's rights version and the Model's in the same statement; `userColumn` is SQL. */
export const versionColumns =
  'coalesce(own.version, 0) as own_version, coalesce(every.version, 0) as every_version, s.model_version as model_version'

export function versionJoins(userColumn: string): string {
  return `cross join dj_state s left join dj_rights own on own.user_id = ${userColumn} left join dj_rights every on every.user_id = 0`
}

export function rightsVersionOf(row: Row): string {
  return `${row.own_version}.${row.every_version}`
}

function distinct(ids: readonly unknown[]): readonly string[] {
  return [...new Set(ids.map(idOf))].filter((id) => id !== '')
}

/** A reference may come as its id or as `{id, label}`. */
function idOf(value: unknown): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
  return id === null || id === undefined ? '' : String(id)
}
