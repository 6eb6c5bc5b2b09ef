/** The audit trail of one record, newest first. */
import type { StoredValue } from '../../compile/field-values.js'
import type { Row, Sql } from '../database.js'
import { idParameters } from './id-parameters.js'

export interface AuditEntry {
  readonly id: string
  /** ISO 8601 UTC. */
  readonly at: string
  readonly actor: { readonly id: string | null; readonly label: string }
  readonly via: string
  readonly action: string
  readonly changes: readonly { readonly field: string; readonly old: StoredValue; readonly new: StoredValue }[]
  readonly note: string | null
}

export interface AuditQuery {
  readonly resource: string
  readonly id: string
  /** Id of an entry: only older ones. */
  readonly after: string | null
  readonly limit: number
  readonly timeoutMs: number
  /** Only what was done in one of these ways; all when empty. */
  readonly ways: readonly AuditWay[]
}

/** By an action among these (not among these), through a job (not through one); null does not matter. */
export interface AuditWay {
  readonly actions: readonly string[]
  readonly among: boolean
  readonly byJob: boolean | null
}

export async function readAudit(sql: Sql, query: AuditQuery): Promise<readonly AuditEntry[]> {
  const { quote } = sql.dialect
  const columns = ['id', 'at', 'actor_id', 'actor_label', 'via', 'action', 'changes', 'note'].map(quote).join(', ')
  const older = query.after === null ? '' : ' AND id < ?'
  const ways = query.ways.length === 0 ? '' : ` AND (${query.ways.map(wayTest).join(' OR ')})`
  const where = `resource = ? AND record_id = ?${older}${ways}`
  const statement = `SELECT ${columns} FROM dj_audit WHERE ${where} ORDER BY id DESC LIMIT ${query.limit}`
  const ids = idParameters(query.after === null ? [query.id] : [query.id, query.after])
  const actions = query.ways.flatMap((way) => way.actions)
  const rows = await sql.query(statement, [query.resource, ...ids, ...actions], { timeoutMs: query.timeoutMs })
  return rows.map(entryOf)
}

function wayTest({ actions, among, byJob }: AuditWay): string {
  const listed =
    actions.length === 0 ? (among ? '1 = 0' : '1 = 1') : `action ${among ? 'IN' : 'NOT IN'} (${actions.map(() => '?').join(', ')})`
  if (byJob === null) return `(${listed})`
  return byJob ? `(${listed} AND via = 'job')` : `(${listed} AND COALESCE(via, '') <> 'job')`
}

function entryOf(row: Row): AuditEntry {
  return {
    id: String(row.id),
    at: String(row.at),
    actor: { id: row.actor_id === null ? null : String(row.actor_id), label: textOf(row.actor_label) ?? '' },
    via: textOf(row.via) ?? '',
    action: String(row.action),
    changes: Array.isArray(row.changes) ? row.changes : [],
    note: textOf(row.note),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
