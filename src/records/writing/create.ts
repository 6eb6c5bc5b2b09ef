import type { ResourceModel } from '../../compile/model.js'
import { storedOf } from '../../compile/stored-row.js'
import { evaluate } from '../../expressions/evaluate.js'
import type { FieldError } from '../../kernel/errors.js'
import { presetsFor } from '../../permissions/write.js'
import type { Context, Input, RecordView } from '../door.js'
import { type Act, resourceIn, type WritingDeps } from './act.js'
import { attachFiles, checkFiles } from './attachments.js'
import { changesBetween, recordTrace } from './audit.js'
import { checkDocument } from './checks.js'
import { computed } from './compute.js'
import { type Document, rowScope } from './document.js'
import { newDocument } from './draft-document.js'
import { followDocument } from './follow.js'
import { type Draft, invalid, parseInput } from './input.js'
import { assertGranted, assertMay, followGrants, touchedBy } from './may.js'
import { perform } from './perform.js'
import { checkReferences } from './references.js'
import type { Deltas } from './rollups.js'
import { insertHead, insertLines } from './save.js'
import { drawNumbers } from './sequence.js'
import { addDocument, settle } from './settle.js'

export async function create(deps: WritingDeps, context: Context, request: { resource: string; input: Input }): Promise<RecordView> {
  const resource = resourceIn(context.model, request.resource)
  assertGranted(context, resource, 'create')
  const draft = parseInput({ model: context.model, actor: context.actor, resource, action: 'create' }, request.input)
  return perform(deps, context, resource, async (act) => {
    const document = await prepared(act, resource, withPresets(act, resource, draft))
    const errors = [
      ...(await checkReferences(act, null, document)),
      ...(await checkFiles(act, null, document)),
      ...checkDocument(act, document),
    ]
    await followGrants(act, document, 'create')
    assertMay(act, { action: 'create', before: null, after: document, touched: touchedBy(draft) })
    const created = await insertChecked(act, document, errors)
    return { id: created.head.id, isNew: true, changed: null, document: created }
  })
}

/** A document that a transition makes: its author answers for it, so nobody's grants are asked. */
export async function make(act: Act, resource: ResourceModel, draft: Draft): Promise<string> {
  const document = await prepared(act, resource, draft)
  const { head } = await insertChecked(act, document, checkDocument(act, document))
  return head.id
}

async function prepared(act: Act, resource: ResourceModel, draft: Draft): Promise<Document> {
  const document = await newDocument(act, resource, draft)
  await followDocument(act, document)
  return computed(act, document)
}

async function insertChecked(act: Act, document: Document, errors: readonly FieldError[]): Promise<Document> {
  if (errors.length > 0) throw invalid(errors)
  const deltas: Deltas = new Map()
  addDocument(act, deltas, { document, sign: 1 })
  await settle(act, deltas)
  // The counter is held until the commit: what does not bear the number goes before it.
  await insertLines(act, document)
  const numbered = await drawNumbers(act, document, null)
  await insertHead(act, numbered)
  await attachFiles(act, null, numbered)
  await act.onWrite(act.tx, act.context, { resource: document.resource.name, before: null, after: numbered.head })
  await recordTrace(act, {
    resource: document.resource.name,
    id: document.head.id,
    action: 'create',
    changes: changesBetween(act, null, numbered),
    version: 1,
    note: null,
  })
  return numbered
}

/** Values a role starts a record with, where nothing was written. */
function withPresets(act: Act, resource: ResourceModel, draft: Draft): Draft {
  const presets = Object.entries(presetsFor(act.model, act.actor, resource.name)).filter(([name]) => !(name in draft.values))
  const scope = rowScope(act, resource, { id: '0', ...draft.values })
  const values = presets.flatMap(([name, expression]) => {
    const field = resource.fields[name]
    return field === undefined ? [] : [[name, storedOf(field, evaluate(expression, scope))] as const]
  })
  return { ...draft, values: { ...Object.fromEntries(values), ...draft.values } }
}
