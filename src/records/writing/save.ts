import type { ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import { removeSearchTerms, replaceSearchTerms, writeSearchTerms } from '../../store/rows/search-write.js'
import { deleteRecords, insertRecords, updateRecord } from '../../store/rows/write-row.js'
import type { Act } from './act.js'
import { type Document, lineResource } from './document.js'
import { differences } from './settle.js'

/** Writes the head of a new document, with its search terms. */
export async function insertHead(act: Act, document: Document): Promise<void> {
  await insertRows(act, document.resource, [document.head])
}

/** Writes the lines of a new document, with theirs. */
export async function insertLines(act: Act, document: Document): Promise<void> {
  for (const [relation, rows] of Object.entries(document.lines)) await insertRows(act, lineResource(act, document.resource, relation), rows)
}

async function insertRows(act: Act, resource: ResourceModel, rows: readonly StoredRow[]): Promise<void> {
  await insertRecords(act.tx, resource, rows)
  if (resource.searchTable === null) return
  for (const row of rows) await writeSearchTerms(act.tx, resource, row.id, row)
}

/** Writes what differs between two states of a document the act has locked. */
export async function updateDocument(act: Act, before: Document, after: Document): Promise<void> {
  await updateRow(act, after.resource, { before: before.head, after: after.head })
  for (const relation of after.resource.ownedRelations) await updateLines(act, { relation, before, after })
}

async function updateLines(act: Act, at: { relation: string; before: Document; after: Document }): Promise<void> {
  const resource = lineResource(act, at.after.resource, at.relation)
  const rows = at.after.lines[at.relation] ?? []
  const kept = new Set(rows.map((row) => row.id))
  const old = new Map((at.before.lines[at.relation] ?? []).map((row) => [row.id, row]))
  const gone = [...old.keys()].filter((id) => !kept.has(id))
  await deleteRecords(act.tx, resource, gone)
  await removeSearchTerms(act.tx, resource, gone)
  for (const row of rows) {
    const before = old.get(row.id)
    if (before !== undefined) await updateRow(act, resource, { before, after: row })
  }
  const fresh = rows.filter((row) => !old.has(row.id))
  await insertRows(act, resource, fresh)
}

async function updateRow(act: Act, resource: ResourceModel, row: { before: StoredRow; after: StoredRow }): Promise<void> {
  const values = differences(resource, row.before, row.after)
  if (Object.keys(values).length === 0) return
  await updateRecord(act.tx, resource, row.after.id, values)
  if (resource.searchTable !== null) await replaceSearchTerms(act.tx, resource, { id: row.after.id, before: row.before, values })
}

export async function deleteDocument(act: Act, document: Document): Promise<void> {
  for (const [relation, rows] of Object.entries(document.lines)) {
    const resource = lineResource(act, document.resource, relation)
    await deleteRecords(
      act.tx,
      resource,
      rows.map((row) => row.id),
    )
    await removeSearchTerms(
      act.tx,
      resource,
      rows.map((row) => row.id),
    )
  }
  await deleteRecords(act.tx, document.resource, [document.head.id])
  await removeSearchTerms(act.tx, document.resource, [document.head.id])
}
