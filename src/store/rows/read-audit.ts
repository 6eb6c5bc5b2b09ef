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
}

export async function readAudit(sql: Sql, query: AuditQuery): Promise<readonly AuditEntry[]> {
  const { quote } = sql.dialect
  const columns = ['id', 'at', 'actor_id', 'actor_label', 'via', 'action', 'changes', 'note'].map(quote).join(', ')
  const older = query.after === null ? '' : ' AND id < ?'
  const statement = `SELECT ${columns} FROM dj_audit WHERE resource = ? AND record_id = ?${older} ORDER BY id DESC LIMIT ${query.limit}`
  const ids = idParameters(query.after === null ? [query.id] : [query.id, query.after])
  const rows = await sql.query(statement, [query.resource, ...ids], { timeoutMs: query.timeoutMs })
  return rows.map(entryOf)
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
