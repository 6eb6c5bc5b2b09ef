import { storedOf } from '../../compile/stored-row.js'
import { instantOf } from '../../kernel/clock.js'
import type { Sql } from '../../store/database.js'
import { readRows } from '../../store/rows/read-row.js'
import { updateRecord } from '../../store/rows/write-row.js'
import type { Context } from '../door.js'
import { resourceIn, type WritingDeps } from './act.js'
import { recordTrace, type TraceBy } from './audit.js'

/** A field that the platform keeps on a record for people to see, e.g. how far a sync is. No version moves, no rule is asked; a record that is gone shows nothing any more. */
export interface PlatformField {
  readonly resource: string
  readonly id: string
  readonly field: string
  readonly value: string | null
  /** What came of it, where the record's history is to tell: what did it (a connector), and its words for those who may read the field. */
  readonly told?: { readonly action: string; readonly note: string | null }
}

export type SetPlatformField = (tx: Sql, context: Context, write: PlatformField) => Promise<void>

export function platformFields({ clock, ids }: Pick<WritingDeps, 'clock' | 'ids'>): SetPlatformField {
  return (tx, context, write) => setField({ tx, context, actor: context.actor, ids, at: instantOf(clock) }, write)
}

async function setField(by: TraceBy, write: PlatformField): Promise<void> {
  const { model } = by.context
  const resource = resourceIn(model, write.resource)
  const field = resource.fields[write.field]
  if (field === undefined || field.column === null) throw new Error(`${write.resource}.${write.field} is not stored`)
  const value = storedOf(field, write.value)
  const { told } = write
  const [row] = told === undefined ? [] : await readRows(by.tx, resource, [write.id])
  await updateRecord(by.tx, resource, write.id, { [write.field]: value })
  if (told === undefined || row === undefined) return
  const changes = [{ field: write.field, old: row[write.field] ?? null, new: value }]
  await recordTrace(by, { resource: resource.name, id: write.id, ...told, changes, version: Number(row.version) })
}
