import type { ResourceModel } from '../../compile/model.js'
import type { FieldError } from '../../kernel/errors.js'
import type { Context, Input, RecordView } from '../door.js'
import { type Act, resourceIn, type WritingDeps } from './act.js'
import { attachFiles, checkFiles } from './attachments.js'
import { changesBetween, recordTrace } from './audit.js'
import { checkChangeable, checkDocument } from './checks.js'
import { computed } from './compute.js'
import { mergeSeen } from './conflicts.js'
import type { Document } from './document.js'
import { changedDocument } from './draft-document.js'
import { followDocument } from './follow.js'
import { type Draft, invalid, parseInput } from './input.js'
import { assertGranted, assertMay, assertSeen, documentFor, followGrants, touchedBy, versionOf } from './may.js'
import { perform } from './perform.js'
import { assertLinesUnreferenced } from './referenced.js'
import { checkReferences } from './references.js'
import type { Deltas } from './rollups.js'
import { updateDocument } from './save.js'
import { addDocument, differences, settle } from './settle.js'
import { stampedDocument } from './stamp.js'

export interface Change {
  readonly resource: string
  readonly id: string
  readonly input: Input
  /** The version the caller saw. */
  readonly seen: number | null
}

export async function update(deps: WritingDeps, context: Context, change: Change): Promise<RecordView> {
  const resource = resourceIn(context.model, change.resource)
  assertGranted(context, resource, 'update')
  const draft = parseInput({ model: context.model, actor: context.actor, resource, action: 'update' }, change.input)
  return perform(deps, context, resource, async (act) => {
    const before = await documentToChange(act, resource, { ...change, draft })
    if (isEmpty(draft)) return { id: change.id, isNew: false, changed: [], document: before }
    const deltas: Deltas = new Map()
    addDocument(act, deltas, { document: before, sign: -1 })
    const after = await changed(act, before, draft)
    const changes = changesBetween(act, before, after)
    if (changes.length === 0) return { id: change.id, isNew: false, changed: [], document: before }
    addDocument(act, deltas, { document: after, sign: 1 })
    const settled = await settle(act, deltas)
    await save(act, { before, after, changes })
    return { id: change.id, isNew: false, changed: changedFields(before, after), document: settled.includes(change.id) ? null : after }
  })
}

/** Nothing is wished for: nothing changes, no version either. No more does it when all that is written stood there before. */
const isEmpty = ({ values, lines }: Draft): boolean => Object.keys(values).length + Object.keys(lines).length === 0

/** The document as it is, once it is sure that the actor may change it so. */
async function documentToChange(
  act: Act,
  resource: ResourceModel,
  wish: Pick<Change, 'id' | 'seen'> & { draft: Draft },
): Promise<Document> {
  const before = await documentFor(act, resource, { id: wish.id, action: 'update' })
  assertSeen(wish.seen)
  await mergeSeen(act, { before, draft: wish.draft, seen: wish.seen })
  assertMay(act, { action: 'update', before, after: null, touched: touchedBy(wish.draft) })
  return before
}

/** The document as it would be. @throws InvalidError with everything that is wrong with it; ConflictError for a line that something refers to */
async function changed(act: Act, before: Document, draft: Draft): Promise<Document> {
  const drafted = await changedDocument(act, before, draft)
  await followDocument(act, drafted)
  const after = stampedDocument(act, before, computed(act, drafted, before))
  const errors = await mistakesIn(act, before, after)
  await followGrants(act, after, 'update')
  assertMay(act, { action: 'update', before: null, after, touched: touchedBy(draft) })
  if (errors.length > 0) throw invalid(errors)
  await assertLinesUnreferenced(act, before, after)
  return after
}

async function mistakesIn(act: Act, before: Document, after: Document): Promise<readonly FieldError[]> {
  const named = [...(await checkReferences(act, before, after)), ...(await checkFiles(act, before, after))]
  return [...named, ...checkChangeable(act, before, after), ...checkDocument(act, after)]
}

/** A formula that reads the day may change with any of them. */
function changedFields(before: Document, after: Document): readonly string[] {
  const computedNow = Object.values(after.resource.fields).filter(({ formula, column }) => formula !== null && column === null)
  return [...Object.keys(differences(after.resource, before.head, after.head)), ...computedNow.map(({ name }) => name)]
}

interface Saved {
  readonly before: Document
  readonly after: Document
  readonly changes: ReturnType<typeof changesBetween>
}

async function save(act: Act, { before, after, changes }: Saved): Promise<void> {
  const { name } = after.resource
  await updateDocument(act, before, after)
  await attachFiles(act, before, after)
  await act.onWrite(act.tx, act.context, { resource: name, before: before.head, after: after.head })
  await recordTrace(act, { resource: name, id: after.head.id, action: 'update', changes, version: versionOf(after), note: null })
}
