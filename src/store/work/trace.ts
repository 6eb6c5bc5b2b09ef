import type { Sql } from '../database.js'
import { insertRows } from '../insert-rows.js'

/** An audit entry of something that is no write to a record: an export, a report. */
export interface Trace {
  readonly id: string
  readonly at: string
  readonly actor: { readonly id: string | null; readonly name: string; readonly via: string }
  readonly action: string
  readonly resource: string
  /** What it was done with: the filter, the fields, the number of rows. */
  readonly facts: Readonly<Record<string, unknown>>
  readonly note: string | null
}

export async function insertTrace(sql: Sql, { id, at, actor, action, resource, facts, note }: Trace): Promise<void> {
  const columns = ['id', 'at', 'actor_id', 'actor_label', 'via', 'action', 'resource', 'changes', 'note']
  const changes = Object.entries(facts).map(([field, value]) => ({ field, old: null, new: value }))
  await insertRows(sql, 'dj_audit', columns, [[id, at, actor.id, actor.name, actor.via, action, resource, JSON.stringify(changes), note]])
}
