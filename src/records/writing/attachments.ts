import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored } from '../../compile/stored-row.js'
import type { FieldError } from '../../kernel/errors.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Act } from './act.js'
import { type Document, lineResource } from './document.js'

interface Attachment {
  readonly field: FieldModel
  readonly file: string
  readonly at: string
}

/** A file is attached by who brought it, once: naming somebody else's file would open it. */
export async function checkFiles(act: Act, before: Document | null, after: Document): Promise<readonly FieldError[]> {
  const attached = changedFiles(act, before, after)
  if (attached.length === 0) return []
  const marks = attached.map(() => '?').join(', ')
  const sql = `SELECT id FROM dj_file WHERE id IN (${marks}) AND owner_id = ? AND record_id IS NULL FOR UPDATE`
  const mine = new Set((await act.tx.query<{ id: string }>(sql, [...attached.map((one) => one.file), act.actor.id])).map((row) => row.id))
  return attached
    .filter((one) => !mine.has(one.file))
    .map((one) => ({ at: one.at, code: 'unknown-file', message: { zh: '找不到所选的文件。', en: 'The chosen file was not found.' } }))
}

/** From now on the files belong to the record: who may read the field may open them. */
export async function attachFiles(act: Act, before: Document | null, after: Document): Promise<void> {
  for (const one of changedFiles(act, before, after)) {
    const sql = 'UPDATE dj_file SET resource = ?, record_id = ?, field = ? WHERE id = ?'
    await act.tx.send(sql, [after.resource.name, after.head.id, one.at.replace(/\.\d+\./, '.'), one.file])
  }
}

function changedFiles(act: Act, before: Document | null, after: Document): readonly Attachment[] {
  const head = filesOf(after.resource, { before: before?.head, after: after.head, at: '' })
  const lines = Object.entries(after.lines).flatMap(([relation, rows]) => {
    const old = new Map((before?.lines[relation] ?? []).map((row) => [row.id, row]))
    const resource = lineResource(act, after.resource, relation)
    return rows.flatMap((row, index) => filesOf(resource, { before: old.get(row.id), after: row, at: `${relation}.${index}.` }))
  })
  return [...head, ...lines]
}

const fileFields = oncePer((resource: ResourceModel) => Object.values(resource.fields).filter(({ kind }) => kind === 'file'))

function filesOf(resource: ResourceModel, row: { before: StoredRow | undefined; after: StoredRow; at: string }): readonly Attachment[] {
  return fileFields(resource).flatMap((field) => {
    const file = row.after[field.name]
    const isNew = typeof file === 'string' && !sameStored(file, row.before?.[field.name])
    return isNew ? [{ field, file, at: `${row.at}${field.name}` }] : []
  })
}
