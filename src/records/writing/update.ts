import type { Context, Input, RecordView } from '../door.js'
import { resourceIn, type WritingDeps } from './act.js'
import { attachFiles, checkFiles } from './attachments.js'
import { changesBetween, recordTrace } from './audit.js'
import { checkChangeable, checkDocument } from './checks.js'
import { computed } from './compute.js'
import { mergeSeen } from './conflicts.js'
import { lockDocument } from './document.js'
import { changedDocument } from './draft-document.js'
import { followDocument } from './follow.js'
import { invalid, parseInput } from './input.js'
import { assertGranted, assertMay, assertReadable, assertSeen, followGrants, touchedBy, versionOf } from './may.js'
import { perform } from './perform.js'
import { checkReferences } from './references.js'
import type { Deltas } from './rollups.js'
import { updateDocument } from './save.js'
import { addDocument, settle } from './settle.js'
import { stampedDocument } from './stamp.js'

export async function update(
  deps: WritingDeps,
  context: Context,
  request: { resource: string; id: string; input: Input; seen: number | null },
): Promise<RecordView> {
  const resource = resourceIn(context.model, request.resource)
  assertGranted(context, resource, 'update')
  const draft = parseInput({ model: context.model, actor: context.actor, resource, action: 'update' }, request.input)
  return perform(deps, context, resource, async (act) => {
    const before = await lockDocument(act, resource, request.id)
    await followDocument(act, before)
    await followGrants(act, before, 'update')
    assertReadable(act, before)
    assertSeen(request.seen)
    await mergeSeen(act, { before, draft, seen: request.seen })
    assertMay(act, { action: 'update', before, after: null, touched: touchedBy(draft) })
    const deltas: Deltas = new Map()
    addDocument(act, deltas, { document: before, sign: -1 })
    const drafted = await changedDocument(act, before, draft)
    await followDocument(act, drafted)
    const after = stampedDocument(act, before, computed(act, drafted))
    const errors = [
      ...(await checkReferences(act, before, after)),
      ...(await checkFiles(act, before, after)),
      ...checkChangeable(act, before, after),
      ...checkDocument(act, after),
    ]
    await followGrants(act, after, 'update')
    assertMay(act, { action: 'update', before: null, after, touched: touchedBy(draft) })
    if (errors.length > 0) throw invalid(errors)
    addDocument(act, deltas, { document: after, sign: 1 })
    await settle(act, deltas)
    await updateDocument(act, before, after)
    await attachFiles(act, before, after)
    await act.onWrite(act.tx, act.context, { resource: resource.name, before: before.head, after: after.head })
    await recordTrace(act, {
      resource: resource.name,
      id: request.id,
      action: 'update',
      changes: changesBetween(act, before, after),
      version: versionOf(after),
      note: null,
    })
    return request.id
  })
}
