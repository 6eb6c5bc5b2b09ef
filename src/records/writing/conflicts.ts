import type { StoredValue } from '../../compile/field-values.js'
import { sameStored } from '../../compile/stored-row.js'
import { ConflictError } from '../../kernel/errors.js'
import type { Act } from './act.js'
import type { Change } from './audit.js'
import type { Document } from './document.js'
import type { Draft } from './input.js'
import { versionOf } from './may.js'

/** What two people wrote into one field. */
export interface Conflict {
  readonly field: string
  readonly yours: StoredValue
  readonly theirs: StoredValue
  readonly by: string
  readonly at: string
}

interface Entry {
  readonly at: string
  readonly by: string
  readonly changes: readonly Change[]
}

/**
 * Somebody saved since the caller looked: other fields are merged, the same field is a conflict.
 * @throws ConflictError `conflict` with `extra.conflicts`
 */
export async function mergeSeen(act: Act, save: { before: Document; draft: Draft; seen: number }): Promise<void> {
  const version = versionOf(save.before)
  if (save.seen === version) return
  if (save.seen > version) throw unknownVersion(save.seen, version)
  const entries = await entriesSince(act, save.before, save.seen)
  const conflicts = conflictsOf(writtenPaths(save.draft), entries)
  if (conflicts.length === 0 && entries.length > 0) return
  throw new ConflictError(
    'conflict',
    { zh: '他人刚刚修改了相同的内容。', en: 'Somebody else has just changed the same fields.' },
    { extra: { conflicts, version } },
  )
}

/** Nobody can have seen it: nobody is to blame. */
function unknownVersion(seen: number, version: number): ConflictError {
  const text = {
    zh: `记录没有第 ${seen} 版，当前是第 ${version} 版，请重新打开后再保存。`,
    en: `There is no version ${seen}: the record is at version ${version}. Open it again before you save.`,
  }
  return new ConflictError('conflict', text, { extra: { conflicts: [], version } })
}

async function entriesSince(act: Act, before: Document, seen: number): Promise<readonly Entry[]> {
  const sql = 'SELECT at, actor_label, changes FROM dj_audit WHERE resource = ? AND record_id = ? AND record_version > ? ORDER BY id'
  const rows = await act.tx.query<{ at: string; actor_label: string; changes: unknown }>(sql, [before.resource.name, before.head.id, seen])
  return rows.map((row) => ({
    at: row.at,
    by: row.actor_label,
    changes: (typeof row.changes === 'string' ? JSON.parse(row.changes) : row.changes) as readonly Change[],
  }))
}

function conflictsOf(mine: ReadonlyMap<string, StoredValue>, entries: readonly Entry[]): readonly Conflict[] {
  const theirs = new Map(entries.flatMap((entry) => entry.changes.map((change) => [change.field, { entry, change }] as const)))
  return [...mine].flatMap(([field, yours]) => {
    const other = theirs.get(field)
    return other === undefined || sameStored(other.change.new, yours)
      ? []
      : [{ field, yours, theirs: other.change.new, by: other.entry.by, at: other.entry.at }]
  })
}

/** Paths a draft writes, as the audit trail names them. */
function writtenPaths(draft: Draft): ReadonlyMap<string, StoredValue> {
  const lines = Object.entries(draft.lines).flatMap(([relation, rows]) =>
    rows.flatMap((row) => Object.entries(row.values).map(([name, value]) => [`${relation}.${row.id ?? 'new'}.${name}`, value] as const)),
  )
  return new Map([...Object.entries(draft.values), ...lines])
}
