import { ConflictError } from '../../kernel/errors.js'
import type { Context } from '../door.js'
import { type Act, resourceIn, type WritingDeps } from './act.js'
import { changesBetween, recordTrace } from './audit.js'
import type { Document } from './document.js'
import { assertGranted, assertMay, assertUnchanged, documentFor, versionOf } from './may.js'
import { performQuietly } from './perform.js'
import { assertUnreferenced } from './referenced.js'
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
    assertNotNumbered(document)
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

/** Numbers are drawn in the document's transaction: none is missing as long as what bears it stays. @throws ConflictError `numbered` */
function assertNotNumbered({ resource, head }: Document): void {
  if (!Object.values(resource.fields).some(({ name, sequence }) => sequence?.gapless === true && typeof head[name] === 'string')) return
  throw new ConflictError('numbered', {
    zh: '编号必须连续，已编号的单据不能删除。',
    en: 'Its numbers may have no gap: a document that bears one cannot be deleted.',
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
