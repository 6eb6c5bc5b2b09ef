import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { ConflictError } from '../../kernel/errors.js'
import { canSee } from '../../permissions/access.js'
import type { Context } from '../door.js'
import { type Act, resourceIn, type WritingDeps } from './act.js'
import { changesBetween, recordTrace } from './audit.js'
import { type Document, lineResource } from './document.js'
import { assertGranted, assertMay, assertUnchanged, documentFor, versionOf } from './may.js'
import { performQuietly } from './perform.js'
import type { Deltas } from './rollups.js'
import { deleteDocument } from './save.js'
import { addDocument, settle } from './settle.js'

export async function remove(
  deps: WritingDeps,
  context: Context,
  request: { resource: string; id: string; seen: number | null },
): Promise<void> {
  const resource = resourceIn(context.model, request.resource)
  assertGranted(context, resource, 'remove')
  await performQuietly(deps, context, async (act) => {
    const document = await documentFor(act, resource, { id: request.id, action: 'remove' })
    assertUnchanged(document, request.seen)
    assertMay(act, { action: 'remove', before: document, after: null, touched: [] })
    await assertNotPosted(act, document)
    await assertUnreferenced(act, document)
    const deltas: Deltas = new Map()
    addDocument(act, deltas, { document, sign: -1 })
    await settle(act, deltas)
    await deleteDocument(act, document)
    await act.onWrite(act.tx, act.context, { resource: resource.name, before: document.head, after: null })
    await recordTrace(act, {
      resource: resource.name,
      id: request.id,
      action: 'remove',
      changes: changesBetween(act, document, null),
      version: versionOf(document) + 1,
      note: null,
    })
  })
}

/** Books refer to what was posted for ever. @throws ConflictError `posted` */
async function assertNotPosted(act: Act, document: Document): Promise<void> {
  for (const ledger of Object.values(act.model.ledgers)) {
    const entries = resourceIn(act.model, ledger.entries)
    const column = act.tx.dialect.quote(entries.fields.sourceId?.column ?? 'source_id')
    const found = await act.tx.query(`SELECT id FROM ${act.tx.dialect.quote(entries.table)} WHERE ${column} = ? LIMIT 1`, [
      document.head.id,
    ])
    if (found.length > 0) throw new ConflictError('posted', { zh: '已过账的单据不能删除。', en: 'A posted document cannot be deleted.' })
  }
}

export interface ReferenceList {
  readonly resource: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly ids: readonly string[]
}

/** How many referring rows are named, for each field that refers. */
const mostNamed = 20

/** @throws ConflictError `referenced` with `extra.references`: what refers to it, as far as the actor may know */
async function assertUnreferenced(act: Act, document: Document): Promise<void> {
  const targets = [{ resource: document.resource, ids: [document.head.id] }, ...ownedTargets(act, document)]
  const references: ReferenceList[] = []
  for (const target of targets) references.push(...(await referencesTo(act, document, target)))
  if (references.length === 0) return
  const visible = references.filter((one) => canSee(act.model, act.actor, one.resource))
  const names = visible.map((one) => one.label)
  const zh = names.map((name) => name.zh).join('、') || '其他记录'
  const en = names.map((name) => name.en.toLowerCase()).join(', ') || 'other records'
  throw new ConflictError(
    'referenced',
    { zh: `仍被${zh}引用，不能删除。`, en: `It is still used by: ${en}.` },
    { extra: { references: visible } },
  )
}

function ownedTargets(act: Act, document: Document) {
  return Object.entries(document.lines).flatMap(([relation, rows]) =>
    rows.length === 0 ? [] : [{ resource: lineResource(act, document.resource, relation), ids: rows.map((row) => row.id) }],
  )
}

async function referencesTo(
  act: Act,
  document: Document,
  target: { resource: ResourceModel; ids: readonly string[] },
): Promise<readonly ReferenceList[]> {
  const found: ReferenceList[] = []
  for (const resource of Object.values(act.model.resources)) {
    for (const field of Object.values(resource.fields)) {
      const own = resource.owner?.resource === document.resource.name && field.name === resource.owner.by
      if (field.kind !== 'belongsTo' || field.implicit || field.target !== target.resource.name || own) continue
      const ids = await referring(act, { resource, field }, target.ids)
      if (ids.length > 0) found.push({ resource: resource.name, label: resource.label, ids })
    }
  }
  return found
}

async function referring(
  act: Act,
  from: { resource: ResourceModel; field: FieldModel },
  ids: readonly string[],
): Promise<readonly string[]> {
  const { quote } = act.tx.dialect
  const sql = `SELECT id FROM ${quote(from.resource.table)} WHERE ${quote(from.field.column ?? '')} IN (${ids.map(() => '?').join(', ')}) LIMIT ${mostNamed}`
  return (await act.tx.query<{ id: string }>(sql, [...ids])).map((row) => row.id)
}
