import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored } from '../../compile/stored-row.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Sql } from '../../store/database.js'
import { insertRows } from '../../store/insert-rows.js'
import type { Act } from './act.js'
import { type Document, lineResource } from './document.js'

export interface Change {
  /** `dueOn`, or `lines.<id>.quantity`. */
  readonly field: string
  readonly old: StoredValue
  readonly new: StoredValue
}

/** What people changed between two states of a document: computed fields follow by themselves and are left out. */
export function changesBetween(act: Act, before: Document | null, after: Document | null): readonly Change[] {
  const document = after ?? before
  if (document === null) return []
  const head = changesOfRow(document.resource, before?.head, after?.head)
  return [
    ...head,
    ...document.resource.ownedRelations.flatMap((relation) => changesOfLines(act, { relation, document }, { before, after })),
  ]
}

function changesOfLines(
  act: Act,
  at: { relation: string; document: Document },
  states: { before: Document | null; after: Document | null },
): readonly Change[] {
  const resource = lineResource(act, at.document.resource, at.relation)
  const before = new Map((states.before?.lines[at.relation] ?? []).map((row) => [row.id, row]))
  const after = new Map((states.after?.lines[at.relation] ?? []).map((row) => [row.id, row]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
    changesOfRow(resource, before.get(id), after.get(id)).map((change) => ({ ...change, field: `${at.relation}.${id}.${change.field}` })),
  )
}

function changesOfRow(resource: ResourceModel, before: StoredRow | undefined, after: StoredRow | undefined): readonly Change[] {
  if (before === after) return []
  const changes: Change[] = []
  for (const field of tracedFields(resource)) {
    const old = before?.[field.name] ?? null
    const now = after?.[field.name] ?? null
    if (!sameStored(old, now)) changes.push({ field: field.name, old: shown(field, old), new: shown(field, now) })
  }
  return changes
}

const tracedFields = oncePer((resource: ResourceModel): readonly FieldModel[] =>
  resource.fieldNames.flatMap((name) => resource.fields[name] ?? []).filter((field) => isTraced(resource, field)),
)

function isTraced(resource: ResourceModel, field: FieldModel): boolean {
  if (field.column === null || field.formula !== null) return false
  return !field.implicit ? field.name !== resource.owner?.by : field.name === 'status'
}

/** A secret leaves a trace that it changed, never what it was. */
const shown = (field: FieldModel, value: StoredValue): StoredValue => (field.kind === 'secret' && value !== null ? '•' : value)

export interface Trace {
  readonly resource: string
  readonly id: string
  readonly action: string
  readonly changes: readonly Change[]
  readonly version: number
  readonly note: string | null
}

/** Whoever writes an entry: an act, or the platform for a job. */
export interface TraceBy extends Pick<Act, 'actor' | 'context' | 'ids' | 'at'> {
  readonly tx: Sql
}

/** Written in the transaction of the act itself, for screens, API, imports and jobs alike. @returns the id of the entry */
export async function recordTrace(act: TraceBy, trace: Trace): Promise<string> {
  const { quote } = act.tx.dialect
  const row = traceRow(act, trace)
  const columns = Object.keys(row).map(quote).join(', ')
  await act.tx.send(
    `INSERT INTO dj_audit (${columns}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
    Object.values(row),
  )
  return row.id
}

/** Many at once. */
export async function recordTraces(act: TraceBy, traces: readonly Trace[]): Promise<void> {
  const rows = traces.map((trace) => traceRow(act, trace))
  await insertRows(act.tx, 'dj_audit', Object.keys(rows[0] ?? {}), rows.map(Object.values))
}

function traceRow(act: TraceBy, trace: Trace) {
  return {
    id: act.ids(),
    at: act.at,
    actor_id: act.actor.id,
    actor_label: act.actor.name,
    via: act.actor.via,
    action: trace.action,
    resource: trace.resource,
    record_id: trace.id,
    record_version: trace.version,
    changes: JSON.stringify(trace.changes),
    note: trace.note,
    request_id: act.context.requestId,
  }
}
