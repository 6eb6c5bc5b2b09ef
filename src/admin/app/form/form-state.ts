/** What a form holds while one types, and every step that changes it; pure, so that the whole of it is tested without a browser. */
import type { LiveContext } from '../model/live.js'
import { computed } from '../model/live.js'
import type { Field, RecordView, Reference, Resource, Values } from '../model/model.js'
import { isReference } from '../model/model.js'
import { defaultsFor, followedBy } from './defaults.js'

/** A line carries `key`, its name on the screen, and `remove` once it is taken away. */
export type Line = Values & { readonly key: string }

export interface FormState {
  readonly resource: Resource
  /** What the server last said; null for a record that is not there yet. */
  readonly base: RecordView | null
  readonly values: Values
  /** Fields people wrote themselves: `customer`, or `lines.<key>.unitPrice`. A default never writes over them. */
  readonly touched: ReadonlySet<string>
  /** Place (`dueOn`, `lines.2.quantity`) → sentence. */
  readonly errors: ReadonlyMap<string, string>
}

/** Where a field of a form is: of the record itself, or of one of its lines. */
export interface Place {
  readonly name: string
  readonly line?: { readonly relation: string; readonly key: string }
}

let lastKey = 0
export const newKey = (): string => {
  lastKey += 1
  return `new${lastKey}`
}

export function openForm(context: LiveContext, resource: Resource, base: RecordView | null, given: Values = {}): FormState {
  const started = base ?? { ...defaultsFor(context, resource), ...emptyLines(context, resource), ...given }
  const values = computed(context, resource, withKeys(resource, started))
  return { resource, base, values, touched: new Set(Object.keys(given)), errors: new Map() }
}

export const ownedFields = (resource: Resource): readonly Field[] => resource.fields.filter((field) => field.relation?.owned === true)

function withKeys(resource: Resource, values: Values): Values {
  const lines = ownedFields(resource).map(({ name }) => [
    name,
    linesOf(values, name).map((line) => ({ ...line, key: line.key ?? String(line.id) })),
  ])
  return { ...values, ...Object.fromEntries(lines) }
}

/** A new document starts with one line to write in. */
function emptyLines(context: LiveContext, resource: Resource): Values {
  const made = ownedFields(resource)
    .filter((field) => field.writable)
    .map((field) => [field.name, [newLine(context, field)]])
  return Object.fromEntries(made)
}

export function newLine(context: LiveContext, field: Field): Line {
  const target = context.model.resources.get(field.target ?? '')
  return { ...(target === undefined ? {} : defaultsFor(context, target)), key: newKey() }
}

export function linesOf(values: Values, relation: string): readonly Line[] {
  const lines = values[relation]
  return Array.isArray(lines) ? (lines as readonly Line[]) : []
}

export const keptLines = (values: Values, relation: string): readonly Line[] =>
  linesOf(values, relation).filter((line) => line.remove !== true)

/** Writes a value where somebody put it; what follows from it, follows. */
export function withValue(context: LiveContext, state: FormState, place: Place, value: unknown): FormState {
  const touched = new Set(state.touched).add(nameOf(place))
  const values = place.line === undefined ? { ...state.values, [place.name]: value } : inLine(state.values, place, { [place.name]: value })
  const errors = withoutError(state, place)
  return recompute(context, follow(context, { ...state, values, touched, errors }, place))
}

const nameOf = ({ name, line }: Place): string => (line === undefined ? name : `${line.relation}.${line.key}.${name}`)

function inLine(values: Values, { line }: Place, changes: Values): Values {
  if (line === undefined) return values
  const lines = linesOf(values, line.relation).map((each) => (each.key === line.key ? { ...each, ...changes } : each))
  return { ...values, [line.relation]: lines }
}

function withoutError(state: FormState, place: Place): ReadonlyMap<string, string> {
  const index = place.line === undefined ? -1 : keptLines(state.values, place.line.relation).findIndex(({ key }) => key === place.line?.key)
  const at = place.line === undefined ? place.name : `${place.line.relation}.${index}.${place.name}`
  const settled = [at, ...(place.line === undefined ? [] : [place.line.relation])].filter((each) => state.errors.has(each))
  if (settled.length === 0) return state.errors
  return new Map([...state.errors].filter(([each]) => !settled.includes(each)))
}

/** Defaults that come through the reference just picked, over fields nobody wrote in. */
export function follow(context: LiveContext, state: FormState, place: Place): FormState {
  const resource = resourceAt(context, state, place)
  const values = place.line === undefined ? state.values : lineAt(state, place)
  const reference = values?.[place.name]
  if (resource === undefined || values === undefined || !isReference(reference)) return state
  const followed = followedBy(context, resource, { name: place.name, reference })
  const open = Object.entries(followed).filter(([name]) => !state.touched.has(nameOf({ ...place, name })))
  if (open.length === 0) return state
  const changes = Object.fromEntries(open)
  return { ...state, values: place.line === undefined ? { ...state.values, ...changes } : inLine(state.values, place, changes) }
}

function resourceAt(context: LiveContext, state: FormState, { line }: Place): Resource | undefined {
  if (line === undefined) return state.resource
  return context.model.resources.get(state.resource.field.get(line.relation)?.target ?? '')
}

function lineAt(state: FormState, { line }: Place): Line | undefined {
  return line === undefined ? undefined : linesOf(state.values, line.relation).find(({ key }) => key === line.key)
}

export function recompute(context: LiveContext, state: FormState): FormState {
  return { ...state, values: computed(context, state.resource, state.values) }
}

/** Replaces the lines of a relation: after adding, removing, pasting or moving rows. */
export function withLines(context: LiveContext, state: FormState, relation: string, lines: readonly Line[]): FormState {
  const errors = new Map([...state.errors].filter(([at]) => !at.startsWith(`${relation}.`)))
  const touched = new Set(state.touched).add(relation)
  return recompute(context, { ...state, errors, touched, values: { ...state.values, [relation]: lines } })
}

/** Every reference of the form that is not known yet: `customer/12`. */
export function unknownReferences(context: LiveContext, state: FormState): readonly string[] {
  const found = referencesIn(state.resource, state.values)
  const lines = ownedFields(state.resource).flatMap((field) => {
    const target = context.model.resources.get(field.target ?? '')
    return target === undefined ? [] : linesOf(state.values, field.name).flatMap((line) => referencesIn(target, line))
  })
  return [...new Set([...found, ...lines])].filter((key) => !context.known.has(key))
}

function referencesIn(resource: Resource, values: Values): readonly string[] {
  return resource.fields.flatMap((field) => {
    const value = values[field.name]
    return field.kind === 'belongsTo' && field.target !== null && isReference(value) ? [referenceKey(field.target, value)] : []
  })
}

export const referenceKey = (target: string, { id }: Reference): string => `${target}/${id}`
