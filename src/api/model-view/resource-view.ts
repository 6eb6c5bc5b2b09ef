import type { OptionModel, ResourceModel, TransitionModel } from '../../compile/model.js'
import type { BesideModel, ScreensModel } from '../../compile/screens-model.js'
import type { Paper } from '../../define/print.js'
import type { Expression } from '../../expressions/tree.js'
import type { Text } from '../../kernel/texts.js'
import { accessFor, canDo } from '../../permissions/access.js'
import { maskOf, readableFields } from '../../permissions/fields.js'
import { readablePath } from '../../permissions/readable-path.js'
import { writableFields } from '../../permissions/write.js'
import { type FieldRights, type FieldView, fieldView } from './field-view.js'
import { knownExpression, type Sight } from './known-expression.js'

export interface ResourceView {
  readonly name: string
  readonly label: Text
  readonly area: string
  /** The field people know a record by; `id` when the actor may not read it. */
  readonly title: string
  readonly fields: readonly FieldView[]
  readonly workflow: { readonly states: readonly OptionModel[]; readonly transitions: readonly TransitionView[] } | null
  readonly screens: ScreensModel
  /** Actions and transitions that some grant of the actor allows. */
  readonly can: readonly string[]
  readonly rules: readonly { readonly name: string; readonly must: Expression; readonly message: Text; readonly at: string | null }[]
  /** Owned lines by relation. */
  readonly lines: Readonly<Record<string, LineView>>
  readonly prints: readonly { readonly name: string; readonly label: Text; readonly paper: Paper }[]
}

export interface LineView {
  readonly resource: string
  readonly label: Text
  readonly fields: readonly FieldView[]
  /** What a line shows where it is read, and where it is entered. */
  readonly screens: Pick<ScreensModel, 'list' | 'form' | 'beside'>
}

export interface TransitionView {
  readonly name: string
  readonly label: Text
  readonly from: readonly string[]
  readonly to: string
  readonly ask: readonly FieldView[]
  readonly confirm: Text | null
  readonly tone: TransitionModel['tone']
}

const standard = ['read', 'create', 'update', 'remove', 'export', 'import', 'print']

export function resourceView(sight: Sight, resource: ResourceModel): ResourceView {
  const fields = visibleFields(sight, resource)
  const seen = new Set(fields.map(({ name }) => name))
  const can = [...standard, ...Object.keys(resource.workflow?.transitions ?? {})].filter((action) =>
    canDo(sight.model, sight.actor, resource.name, action),
  )
  const { name, label, area } = resource
  return {
    ...{ name, label, area, fields, can },
    title: seen.has(resource.title) ? resource.title : 'id',
    workflow: workflowView(sight, resource, can),
    screens: screensFor(sight, resource.screens, seen),
    rules: rulesFor(sight, resource),
    lines: linesOf(sight, resource, seen),
    prints: can.includes('print') ? printsOf(sight, resource) : [],
  }
}

/** In the order of the definition; shown, or at least shown in part, by some grant. What may be written of owned lines, their owner's grants say. */
function visibleFields(sight: Sight, resource: ResourceModel, writable = writableIn(sight, resource.name)): readonly FieldView[] {
  const read = accessFor(sight.model, sight.actor, resource.name, 'read')
  const clear = readableFields(read)
  const masked = new Set([...maskOf(read).keys()].filter((name) => !clear.has(name)))
  const rights = { ...writable, masked }
  const shown = new Set([...clear.keys(), ...masked, ...rights.create, ...rights.update])
  return resource.fieldNames.flatMap((name) => {
    const field = resource.fields[name]
    return field !== undefined && shown.has(name) ? [fieldView(sight, field, rights)] : []
  })
}

type Writable = Pick<FieldRights, 'create' | 'update'>

function writableIn({ model, actor }: Sight, resource: string): Writable {
  const of = (action: string) => writableFields(accessFor(model, actor, resource, action))
  return { create: of('create'), update: of('update') }
}

/** `lines.quantity` of the owner is `quantity` of the line. */
function writableOnLines(owner: Writable, relation: string): Writable {
  const own = (names: ReadonlySet<string>) =>
    new Set([...names].filter((name) => name.startsWith(`${relation}.`)).map((name) => name.slice(relation.length + 1)))
  return { create: own(owner.create), update: own(owner.update) }
}

function workflowView(sight: Sight, { workflow }: ResourceModel, can: readonly string[]): ResourceView['workflow'] {
  if (workflow === null) return null
  const transitions = Object.values(workflow.transitions).filter(({ name }) => can.includes(name))
  return { states: workflow.states, transitions: transitions.map((transition) => transitionView(sight, transition)) }
}

function transitionView(sight: Sight, { name, label, from, to, ask, confirm, tone }: TransitionModel): TransitionView {
  const answers = new Set(Object.keys(ask))
  const rights = { create: answers, update: answers, masked: new Set<string>() }
  return { name, label, from, to, ask: Object.values(ask).map((field) => fieldView(sight, field, rights)), confirm, tone }
}

/** Screens name only what there is for this actor. */
function screensFor(sight: Sight, screens: ScreensModel, seen: ReadonlySet<string>): ScreensModel {
  const { model, actor, resource } = sight
  const only = (names: readonly string[]) => names.filter((name) => seen.has(name))
  const readable = (path: string) =>
    path.includes('.') ? readablePath(model, actor, resource, path.split('.')) !== undefined : seen.has(path)
  const sorted = screens.sort.split(',').filter((part) => readable(part.replace(/^-/, '')))
  return {
    ...screens,
    list: screens.list.filter(readable),
    filter: only(screens.filter),
    sort: sorted.join(','),
    form: screens.form.map((section) => ({ ...section, fields: only(section.fields) })).filter(({ fields }) => fields.length > 0),
    highlights: only(screens.highlights),
    related: only(screens.related),
    board: screens.board !== null && seen.has(screens.board.by) ? boardFor(screens.board, seen) : null,
    beside: screens.beside.filter((one) => isReadable(sight, one)),
    calendar: screens.calendar !== null && seen.has(screens.calendar.on) ? screens.calendar : null,
  }
}

/** Somebody who may not read what is shown, or find the record by it, is not told that there is such a thing. */
function isReadable({ model, actor, resource }: Sight, { of, show, where }: BesideModel): boolean {
  const clear = readableFields(accessFor(model, actor, of, 'read'))
  const isWay = ({ path }: BesideModel['where'][number]) => readablePath(model, actor, resource, path) !== undefined
  return [show, ...where.map(({ field }) => field)].every((name) => clear.has(name)) && where.every(isWay)
}

function boardFor({ by, sum }: NonNullable<ScreensModel['board']>, seen: ReadonlySet<string>): ScreensModel['board'] {
  return { by, sum: sum !== null && seen.has(sum) ? sum : null }
}

function rulesFor(sight: Sight, { rules }: ResourceModel): ResourceView['rules'] {
  return rules.flatMap(({ name, must, message, at }) => (knownExpression(sight, must) === null ? [] : [{ name, must, message, at }]))
}

function linesOf(sight: Sight, resource: ResourceModel, seen: ReadonlySet<string>): ResourceView['lines'] {
  const shown = resource.ownedRelations.filter((relation) => seen.has(relation))
  const owner = writableIn(sight, resource.name)
  return Object.fromEntries(
    shown.flatMap((relation) => {
      const line = sight.model.resources[resource.fields[relation]?.target ?? '']
      return line === undefined ? [] : [[relation, lineView({ ...sight, resource: line.name }, line, writableOnLines(owner, relation))]]
    }),
  )
}

function lineView(sight: Sight, line: ResourceModel, writable: Writable): LineView {
  const fields = visibleFields(sight, line, writable)
  const { list, form, beside } = screensFor(sight, line.screens, new Set(fields.map(({ name }) => name)))
  return { resource: line.name, label: line.label, fields, screens: { list, form, beside } }
}

function printsOf({ model }: Sight, { name, screens }: ResourceModel): ResourceView['prints'] {
  const own = Object.values(model.prints).filter((print) => print.resource === name && screens.print.includes(print.name))
  return own.map(({ name: print, label, paper = 'A4' }) => ({ name: print, label, paper }))
}
