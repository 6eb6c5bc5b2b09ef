import type { ResourceModel, TransitionModel } from '../../compile/model.js'
import { type StoredRow, storedOf } from '../../compile/stored-row.js'
import { evaluate } from '../../expressions/evaluate.js'
import { BlockedError, NotFoundError } from '../../kernel/errors.js'
import { blockedBy } from '../../workflow/verdict.js'
import type { Context, Input, RecordView } from '../door.js'
import { type Act, resourceIn, type WritingDeps } from './act.js'
import { checkAnswers, noteOf, parseAnswers, withAnswers } from './answers.js'
import { attachFiles } from './attachments.js'
import { changesBetween, recordTrace } from './audit.js'
import { checkDocument } from './checks.js'
import { computed } from './compute.js'
import { type Document, headScope, known } from './document.js'
import { followAll, followDocument } from './follow.js'
import { invalid } from './input.js'
import { makeAll } from './makings.js'
import { assertGranted, assertMay, assertUnchanged, documentFor, followGrants, versionOf } from './may.js'
import { type Errand, enqueue } from './outbox.js'
import { perform } from './perform.js'
import { freshDocument, postAll } from './postings.js'
import { relatedTo } from './related.js'
import type { Deltas } from './rollups.js'
import { updateDocument } from './save.js'
import { drawNumbers } from './sequence.js'
import { addDocument, settle } from './settle.js'
import { stampedDocument } from './stamp.js'

export interface Step {
  readonly resource: string
  readonly id: string
  readonly name: string
  readonly answers: Input
  readonly seen: number | null
}

export async function transition(deps: WritingDeps, context: Context, step: Step): Promise<RecordView> {
  const resource = resourceIn(context.model, step.resource)
  const model = transitionOf(resource, step.name)
  assertGranted(context, resource, step.name)
  return perform(deps, context, resource, async (act) => {
    const before = await documentFor(act, resource, { id: step.id, action: step.name })
    assertUnchanged(before, step.seen)
    assertMay(act, { action: step.name, before, after: null, touched: [] })
    const answers = await parseAnswers(act, before, { transition: model, input: step.answers })
    const after = await take({ ...act, answers }, before, model)
    await followGrants(act, after, step.name)
    assertMay(act, { action: step.name, before: null, after: asBefore(act, before, after), touched: [] })
    return { id: step.id, isNew: false, changed: null, document: null }
  })
}

/** @throws NotFoundError for a name that is no transition of the resource */
function transitionOf(resource: ResourceModel, name: string): TransitionModel {
  const transitions = resource.workflow?.transitions ?? {}
  const found = Object.hasOwn(transitions, name) ? transitions[name] : undefined
  if (found === undefined) throw new NotFoundError()
  return found
}

/** What the grant is about is the state itself; all else must stay inside its rows. */
function asBefore(act: Act, before: Document, after: Document): Document {
  return known(act, { ...after, head: { ...after.head, status: before.head.status ?? null } })
}

/** Takes a transition on a locked document: state and values, then books, then what it makes, then what follows from it. */
async function take(act: Act, before: Document, model: TransitionModel): Promise<Document> {
  await assertOpen(act, before, model)
  const after = await saved(act, before, model)
  await postAll(act, after, model)
  await makeAll(act, after, model.makings)
  await takeFollowing(act, after, model)
  await enqueue(act, errandsOf(act, after, model))
  await recordTrace(act, {
    resource: after.resource.name,
    id: after.head.id,
    action: model.name,
    changes: changesBetween(act, before, after),
    version: versionOf(after),
    note: noteOf(model, act.answers),
  })
  return freshDocument(act, after)
}

/** The job that tells people of a transition that names some. */
const tellStep = 'tell-step'

function errandsOf(act: Act, { resource, head }: Document, { name, enqueue: jobs, notices }: TransitionModel): readonly Errand[] {
  const record = { resource: resource.name, id: head.id }
  const errands = jobs.map((job) => ({ job, payload: record }))
  if (notices.length === 0 || act.actor.via === 'seed' || !Object.hasOwn(act.model.jobs, tellStep)) return errands
  const answers = Object.entries(act.answers).filter(([, answer]) => typeof answer === 'string')
  return [...errands, { job: tellStep, payload: { ...record, transition: name, by: act.actor.id, answers: Object.fromEntries(answers) } }]
}

/** Every row `requires` reads is locked until commit, so that two of them cannot both be let through. */
async function assertOpen(act: Act, document: Document, model: TransitionModel): Promise<void> {
  if (model.requires !== null) await followAll(act, document, [model.requires], true)
  const reason = blockedBy(document.resource, model, headScope(act, document))
  if (reason !== null) throw new BlockedError('transition-blocked', reason)
}

async function saved(act: Act, before: Document, model: TransitionModel): Promise<Document> {
  const deltas: Deltas = new Map()
  addDocument(act, deltas, { document: before, sign: -1 })
  await followAll(act, before, Object.values(model.set))
  const moved = known(act, { ...before, head: { ...before.head, ...setOf(act, before, model), status: model.to } })
  await followDocument(act, moved)
  const numbered = await drawNumbers(act, stampedDocument(act, before, computed(act, moved)), model.name)
  const after = known(act, numbered)
  const errors = [...(await checkAnswers(act, before, model)), ...checkDocument(act, after)]
  if (errors.length > 0) throw invalid(errors)
  addDocument(act, deltas, { document: after, sign: 1 })
  await settle(act, deltas)
  await updateDocument(act, before, after)
  await attachFiles(act, before, withAnswers(act, before, model))
  await act.onWrite(act.tx, act.context, { resource: after.resource.name, before: before.head, after: after.head })
  return after
}

function setOf(act: Act, document: Document, model: TransitionModel): Partial<StoredRow> {
  const scope = headScope(act, document)
  const values = Object.entries(model.set).flatMap(([name, expression]) => {
    const field = document.resource.fields[name]
    return field === undefined ? [] : [[name, storedOf(field, evaluate(expression, scope))] as const]
  })
  return Object.fromEntries(values)
}

/** Transitions of related records in the same transaction: taken where they are open, left alone where they are not. */
async function takeFollowing(act: Act, document: Document, model: TransitionModel): Promise<void> {
  for (const [path, name] of Object.entries(model.then)) {
    for (const related of await relatedTo(act, document, path)) {
      const following = transitionOf(related.resource, name)
      await followAll(act, related, following.requires === null ? [] : [following.requires], true)
      if (blockedBy(related.resource, following, headScope(act, related)) === null) await take({ ...act, answers: {} }, related, following)
    }
  }
}
