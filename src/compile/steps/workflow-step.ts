import type { Resource } from '../../define/resource.js'
import type { Value } from '../../define/values.js'
import type { Making, Notice, Posting, Transition } from '../../define/workflow.js'
import type { Expression } from '../../expressions/tree.js'
import type { MakingModel, Named, NoticeModel, PostingModel, TransitionModel, WorkflowModel } from '../model.js'
import type { Place } from '../reader.js'
import { labelFor } from '../words.js'
import { optionsOf, questionsOf } from './field-step.js'
import { factsIn } from './screen-step.js'
import { type Ground, mapValues } from './step.js'

export function workflowOf(ground: Ground, resource: Resource): WorkflowModel | null {
  if (resource.workflow === undefined) return null
  const states = optionsOf(resource.workflow.states)
  const transitions = mapValues(resource.workflow.transitions, (transition, name) =>
    transitionOf(
      ground,
      { resource: resource.name, at: `resource:${resource.name}.workflow.transitions.${name}`, answers: transition.ask ?? {} },
      { name, transition },
    ),
  )
  return { initial: states[0]?.value ?? '', states, transitions }
}

function transitionOf(
  ground: Ground,
  place: Place,
  { name, transition }: { readonly name: string; readonly transition: Transition },
): TransitionModel {
  const { requires } = transition
  return {
    name,
    label: labelFor(name, transition.label),
    from: [transition.from].flat(),
    to: transition.to,
    ask: questionsOf(ground, { ...place, at: `${place.at}.ask` }, transition.ask),
    requires: requires === undefined ? null : ground.reader.test({ ...place, at: `${place.at}.requires` }, requires).expression,
    otherwise: transition.otherwise ?? null,
    set: valuesOf(ground, { ...place, at: `${place.at}.set` }, { target: place.resource, values: transition.set }),
    postings: (transition.post ?? []).map((posting, index) => postingOf(ground, { ...place, at: `${place.at}.post.${index}` }, posting)),
    makings: Object.entries(transition.make ?? {}).map(([made, making]) =>
      makingOf(ground, { ...place, at: `${place.at}.make.${made}` }, { made, making }),
    ),
    then: transition.then ?? {},
    enqueue: transition.enqueue ?? [],
    notices: (transition.notify ?? []).map((notice) => noticeOf(transition, notice)),
    confirm: transition.confirm ?? null,
    tone: transition.tone ?? 'neutral',
  }
}

function noticeOf({ ask = {} }: Transition, { roles = [], users = [], severity = 'info', message }: Notice): NoticeModel {
  const facts = factsIn(`${message.zh} ${message.en}`).filter((fact) => !Object.hasOwn(ask, fact))
  return { roles, users, severity, message, facts }
}

interface Setting {
  readonly target: string
  readonly values: Readonly<Record<string, Value>> | undefined
}

/** Values for the fields of `target`, read on the rows of the place. */
function valuesOf({ reader }: Ground, place: Place, { target, values }: Setting): Named<Expression> {
  return mapValues(
    values,
    (value, name) => reader.value({ ...place, at: `${place.at}.${name}`, like: name, likeOf: target }, value).expression,
  )
}

/** Paths are read on the line, then on the document: a line without a place of its own uses the document's. */
function postingOf(ground: Ground, place: Place, posting: Posting): PostingModel {
  const { reader, catalog } = ground
  const dimensions = catalog.definitions.ledgers.find((ledger) => ledger.name === posting.post)?.dimensions
  const line = lineOf(ground, place, posting.lines)
  const read = (part: string, path: string): Expression => reader.lineValue({ ...line, at: `${place.at}.${part}` }, path).expression
  return {
    ledger: posting.post,
    move: posting.move,
    lines: posting.lines ?? null,
    where: reader.condition({ ...line, at: `${place.at}.where` }, posting.where ?? {}).expression,
    item: read('item', posting.item ?? dimensions?.item ?? 'item'),
    place: read('place', posting.place ?? dimensions?.place ?? 'place'),
    quantity: read('quantity', posting.quantity ?? 'quantity'),
    unitCost: posting.unitCost === undefined ? null : read('unitCost', posting.unitCost),
    source: read('source', posting.source ?? 'id'),
    effectiveOn: reader.value({ ...place, at: `${place.at}.effectiveOn` }, posting.effectiveOn ?? { now: 'date' }).expression,
    shortage: reader.value({ ...place, at: `${place.at}.shortage` }, posting.shortage ?? 'refuse').expression,
  }
}

/** Where the rows of an owned relation are read. */
function lineOf({ catalog }: Ground, place: Place, relation: string | undefined): Place {
  if (relation === undefined) return place
  return { ...place, resource: catalog.resources.get(place.resource)?.fields.get(relation)?.target ?? '' }
}

function makingOf(ground: Ground, place: Place, { made, making }: { readonly made: string; readonly making: Making }): MakingModel {
  const fields = ground.catalog.resources.get(place.resource)?.fields
  const source = making.from === undefined ? place : { ...place, resource: fields?.get(making.from)?.target ?? '' }
  return {
    resource: made,
    from: making.from ?? null,
    set: valuesOf(ground, { ...source, at: `${place.at}.set` }, { target: made, values: making.set }),
    lines: linesOf(ground, { ...source, at: `${place.at}.lines` }, { made, lines: making.lines }),
  }
}

function linesOf(
  ground: Ground,
  place: Place,
  { made, lines }: { readonly made: string; readonly lines: Making['lines'] },
): MakingModel['lines'] {
  if (lines === undefined) return null
  const into = lines.into ?? 'lines'
  const target = ground.catalog.resources.get(made)?.fields.get(into)?.target ?? ''
  const line = lineOf(ground, place, lines.each)
  const where = ground.reader.condition({ ...line, at: `${place.at}.where` }, lines.where ?? {}).expression
  return { each: lines.each, into, where, set: valuesOf(ground, { ...line, at: `${place.at}.set` }, { target, values: lines.set }) }
}
