import type { ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored } from '../../compile/stored-row.js'
import type { Decimal } from '../../kernel/decimal.js'
import { readRows } from '../../store/rows/read-row.js'
import { storedFields } from '../../store/rows/stored-values.js'
import { updateRecord } from '../../store/rows/write-row.js'
import type { Act } from './act.js'
import { computed } from './compute.js'
import { type Document, headScope, known, lineResource, lockDocument, rowScope } from './document.js'
import { followDocument } from './follow.js'
import { addContributions, type Deltas, withDeltas } from './rollups.js'

/**
 * Carries differences into everything that sums over them, and what that changes further up, until nothing moves.
 * @returns ids of the documents they were carried into
 */
export async function settle(act: Act, deltas: Deltas): Promise<readonly string[]> {
  const settled: string[] = []
  for (let target = nextTarget(act, deltas); target !== undefined; target = nextTarget(act, deltas))
    settled.push(...(await applyDeltas(act, deltas, { resource: target, taken: takeDeltas(deltas, target) })))
  return settled
}

/** What all rows of a document contribute, as it is known now. */
export function addDocument(act: Act, deltas: Deltas, of: { document: Document; sign: 1 | -1 }): void {
  const { document, sign } = of
  addContributions(deltas, { resource: document.resource, row: document.head, scope: headScope(act, document) }, sign)
  for (const [relation, rows] of Object.entries(document.lines)) {
    const resource = lineResource(act, document.resource, relation)
    for (const row of rows) addContributions(deltas, { resource, row, scope: rowScope(act, resource, row) }, sign)
  }
}

type Taken = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, Decimal>>>

/** The document resource that comes first in the lock order; lines are reached through the document that owns them. */
function nextTarget(act: Act, deltas: Deltas): ResourceModel | undefined {
  const waiting = new Set([...deltas.keys()].map((name) => act.model.resources[name]?.owner?.resource ?? name))
  return act.model.lockOrder.filter((name) => waiting.has(name)).map((name) => act.model.resources[name])[0]
}

/** What waits for the resource itself and for the lines it owns. */
function takeDeltas(deltas: Deltas, resource: ResourceModel): Taken {
  const names = [resource.name, ...resource.ownedRelations.map((relation) => resource.fields[relation]?.target ?? '')]
  const taken = new Map(names.flatMap((name) => (deltas.has(name) ? [[name, deltas.get(name) ?? new Map()] as const] : [])))
  for (const name of names) deltas.delete(name)
  return taken
}

async function applyDeltas(act: Act, deltas: Deltas, to: { resource: ResourceModel; taken: Taken }): Promise<readonly string[]> {
  const ids = new Set(to.taken.get(to.resource.name)?.keys() ?? [])
  for (const relation of to.resource.ownedRelations)
    for (const id of await ownersOf(act, { resource: to.resource, relation }, to.taken)) ids.add(id)
  const inOrder = [...ids].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  for (const id of inOrder) await applyToDocument(act, deltas, { ...to, id })
  return inOrder
}

async function ownersOf(act: Act, at: { resource: ResourceModel; relation: string }, taken: Taken): Promise<readonly string[]> {
  const line = lineResource(act, at.resource, at.relation)
  const ids = [...(taken.get(line.name)?.keys() ?? [])]
  const rows = ids.length === 0 ? [] : await readRows(act.tx, line, ids)
  return rows.map((row) => String(row[line.owner?.by ?? '']))
}

async function applyToDocument(act: Act, deltas: Deltas, to: { resource: ResourceModel; taken: Taken; id: string }): Promise<void> {
  const before = await lockDocument(act, to.resource, to.id)
  await followDocument(act, before)
  addDocument(act, deltas, { document: before, sign: -1 })
  const after = computed(act, withDocumentDeltas(act, before, to.taken))
  addDocument(act, deltas, { document: after, sign: 1 })
  await saveComputed(act, before, after)
}

function withDocumentDeltas(act: Act, document: Document, taken: Taken): Document {
  const none = new Map<string, Decimal>()
  const lines: Record<string, readonly StoredRow[]> = {}
  for (const [relation, rows] of Object.entries(document.lines)) {
    const line = lineResource(act, document.resource, relation)
    lines[relation] = rows.map((row) => withDeltas(line, row, taken.get(line.name)?.get(row.id) ?? none))
  }
  const head = withDeltas(document.resource, document.head, taken.get(document.resource.name)?.get(document.head.id) ?? none)
  return known(act, { ...document, head, lines })
}

/** Writes the columns that came out differently; versions and stamps stay. */
export async function saveComputed(act: Act, before: Document, after: Document): Promise<void> {
  await saveRow(act, after.resource, { before: before.head, after: after.head })
  for (const [relation, rows] of Object.entries(after.lines)) {
    const old = new Map((before.lines[relation] ?? []).map((row) => [row.id, row]))
    for (const row of rows) await saveRow(act, lineResource(act, after.resource, relation), { before: old.get(row.id) ?? row, after: row })
  }
}

async function saveRow(act: Act, resource: ResourceModel, row: { before: StoredRow; after: StoredRow }): Promise<void> {
  const values = differences(resource, row.before, row.after)
  if (Object.keys(values).length > 0) await updateRecord(act.tx, resource, row.after.id, values)
}

export function differences(resource: ResourceModel, before: StoredRow, after: StoredRow): Readonly<Record<string, StoredRow[string]>> {
  const changed: Record<string, StoredRow[string]> = {}
  if (before === after) return changed
  for (const { name } of storedFields(resource))
    if (name !== 'id' && !sameStored(before[name], after[name])) changed[name] = after[name] ?? null
  return changed
}
