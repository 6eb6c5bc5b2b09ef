import type { StoredValue } from '../../compile/field-values.js'
import type { DefaultModel, FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, sameStored, storedOf } from '../../compile/stored-row.js'
import { decimalOf } from '../../kernel/decimal.js'
import { MalformedError } from '../../kernel/errors.js'
import { oncePer } from '../../kernel/once-per.js'
import { inOrder, placed } from '../line-order.js'
import { type Act, resourceIn } from './act.js'
import { type Document, known, lineResource, ownerField } from './document.js'
import type { Draft, LineDraft } from './input.js'

/** A new document from what was written, with defaults for what was not. Numbers and formulas come later. */
export async function newDocument(act: Act, resource: ResourceModel, draft: Draft): Promise<Document> {
  assertNoLineYet(draft)
  const written = { ...ownDefaults(act, resource), ...draft.values }
  const named = shareReferences(act, [[resource, [written]], ...linesIn(act, resource, draft)])
  await Promise.all([
    named,
    ...inheritedReferences(resource, written).map(({ target, id, name }) =>
      act.rows.foresee(resourceIn(act.model, target), id, [name], 'shared'),
    ),
  ])
  const head = await withDefaults(act, resource, { ...implicit(act, resource), ...draft.values })
  const lines: Record<string, readonly StoredRow[]> = {}
  for (const relation of resource.ownedRelations)
    lines[relation] = placed(
      lineResource(act, resource, relation),
      await newLines(act, { resource, head, relation }, draft.lines[relation] ?? []),
    )
  return known(act, { resource, head, lines })
}

/** A new document has no line that an id could name. @throws MalformedError `unknown-line` */
function assertNoLineYet({ lines }: Draft): void {
  for (const [relation, drafts] of Object.entries(lines)) {
    const named = drafts.find(({ id }) => id !== null)
    if (named !== undefined) throw unknownLine(relation, named.id ?? '')
  }
}

interface Owner {
  readonly resource: ResourceModel
  readonly head: StoredRow
  readonly relation: string
}

async function newLines(act: Act, owner: Owner, drafts: readonly LineDraft[]): Promise<readonly StoredRow[]> {
  const resource = lineResource(act, owner.resource, owner.relation)
  act.rows.put(owner.resource.name, owner.head)
  const rows: StoredRow[] = []
  for (const draft of drafts.filter((one) => !one.remove)) {
    const owned = { [ownerField(owner.resource, owner.relation)]: owner.head.id }
    rows.push(await withDefaults(act, resource, { ...implicit(act, resource), ...owned, ...draft.values }))
  }
  return rows
}

type Written = readonly [ResourceModel, readonly Draft['values'][]]

function linesIn(act: Act, resource: ResourceModel, { lines }: Draft): readonly Written[] {
  return Object.entries(lines).map(([relation, drafts]) => [lineResource(act, resource, relation), drafts.map((draft) => draft.values)])
}

/** Brings all records that were named at once, and holds them: defaults read them, checks ask of them, and nobody removes them meanwhile. */
async function shareReferences(act: Act, written: readonly Written[]): Promise<void> {
  const named = new Map<string, string[]>()
  for (const [resource, rows] of written)
    for (const field of Object.values(resource.fields))
      if (field.kind === 'belongsTo') named.set(field.target ?? '', [...(named.get(field.target ?? '') ?? []), ...idsIn(field, rows)])
  await Promise.all([...named].map(([target, ids]) => act.rows.share(resourceIn(act.model, target), ids)))
}

const idsIn = ({ name }: FieldModel, rows: readonly Draft['values'][]): readonly string[] =>
  rows.map((row) => row[name]).filter((id): id is string => typeof id === 'string')

/** References that start with who acts: known before any row is read. */
function ownDefaults(act: Act, resource: ResourceModel): Draft['values'] {
  const own = Object.values(resource.fields).flatMap(({ kind, name, default: from }) =>
    kind === 'belongsTo' && from?.kind === 'named' && 'actor' in from.value ? [[name, firstOf(act.actor[from.value.actor])] as const] : [],
  )
  return Object.fromEntries(own)
}

interface Inherited {
  readonly target: string
  readonly id: string
  /** The reference of that record which becomes one of the new document. */
  readonly name: string
}

/** References taken over from a record that was named: its owner becomes the owner of the new one. */
function inheritedReferences(resource: ResourceModel, values: Draft['values']): readonly Inherited[] {
  return Object.values(resource.fields).flatMap(({ kind, name: own, default: from }) => {
    if (kind !== 'belongsTo' || from?.kind !== 'from' || own in values || from.path.length !== 2) return []
    const [by = '', name = ''] = from.path
    const [target, id] = [resource.fields[by]?.target, values[by]]
    return typeof target === 'string' && typeof id === 'string' ? [{ target, id, name }] : []
  })
}

/** The same document with what was written put over it: lines by id; absent lines stay. */
export async function changedDocument(act: Act, before: Document, draft: Draft): Promise<Document> {
  const head = { ...before.head, ...draft.values }
  const lines: Record<string, readonly StoredRow[]> = { ...before.lines }
  await shareReferences(act, [[before.resource, [draft.values]], ...linesIn(act, before.resource, draft)])
  for (const [relation, drafts] of Object.entries(draft.lines))
    lines[relation] = await changedLines(act, { document: before, relation }, drafts)
  return known(act, { ...before, head, lines })
}

async function changedLines(
  act: Act,
  at: { document: Document; relation: string },
  drafts: readonly LineDraft[],
): Promise<readonly StoredRow[]> {
  const resource = lineResource(act, at.document.resource, at.relation)
  const rows = inOrder(resource, at.document.lines[at.relation] ?? [])
  const byId = new Map(rows.map((row) => [row.id, row]))
  const stranger = drafts.find((draft) => draft.id !== null && !byId.has(draft.id))
  if (stranger !== undefined) throw unknownLine(at.relation, stranger.id ?? '')
  const drafted = new Map(drafts.flatMap((draft) => (draft.id === null ? [] : [[draft.id, draft] as const])))
  const kept = rows.filter((row) => drafted.get(row.id)?.remove !== true).map((row) => ({ ...row, ...drafted.get(row.id)?.values }))
  const fresh = drafts.filter((draft) => draft.id === null)
  const made = await newLines(act, { resource: at.document.resource, head: at.document.head, relation: at.relation }, fresh)
  return placed(resource, arranged(drafts, kept, made))
}

/** As they were sent, each once, where all that stay were; else as they stood, and what is new behind them. */
function arranged(drafts: readonly LineDraft[], kept: readonly StoredRow[], made: readonly StoredRow[]): readonly StoredRow[] {
  const waiting = new Map(kept.map((row) => [row.id, row]))
  const fresh = made.values()
  const taken = (id: string): readonly StoredRow[] => {
    const row = waiting.get(id)
    waiting.delete(id)
    return row === undefined ? [] : [row]
  }
  const sent = drafts.filter(({ remove }) => !remove).flatMap(({ id }) => (id === null ? (fresh.next().value ?? []) : taken(id)))
  return waiting.size === 0 ? sent : [...kept, ...made]
}

function unknownLine(relation: string, id: string): MalformedError {
  const message = { zh: `没有 id 为 ${id} 的行。`, en: `There is no line ${id}.` }
  return new MalformedError('unknown-line', message, { errors: [{ at: relation, code: 'unknown-line', message }] })
}

function implicit(act: Act, resource: ResourceModel): StoredRow {
  const status = resource.workflow === null ? {} : { status: resource.workflow.initial }
  return {
    ...zeros(resource),
    id: act.ids(),
    ...status,
    version: '1',
    createdAt: act.at,
    createdBy: act.actor.id,
    updatedAt: act.at,
    updatedBy: act.actor.id,
  }
}

/** Sums and counts kept by other rows start at nothing. */
const zeros = oncePer((resource: ResourceModel): Readonly<Record<string, StoredValue>> => {
  const fields = Object.values(resource.fields).filter(startsAtZero)
  return Object.fromEntries(fields.map((field) => [field.name, storedOf(field, decimalOf(0))]))
})

function startsAtZero(field: FieldModel): boolean {
  return field.formula?.op === 'aggregate' && (field.formula.fn === 'sum' || field.formula.fn === 'count')
}

/** Fills what was not given, in field order, so that a default may read a default before it. */
async function withDefaults(act: Act, resource: ResourceModel, row: StoredRow): Promise<StoredRow> {
  const now: Record<string, StoredValue> & { readonly id: string } = { ...row }
  for (const { field, from } of defaultsOf(resource)) {
    if (field.name in row) continue
    const value =
      from.kind === 'from' ? await defaultFrom(act, resource, { row: now, path: from.path }) : defaultValue(act, { field, from }, now)
    if (!sameStored(value, null)) now[field.name] = value
  }
  return now
}

interface Defaulting {
  readonly field: FieldModel
  readonly from: DefaultModel
}

const defaultsOf = oncePer((resource: ResourceModel): readonly Defaulting[] =>
  Object.values(resource.fields).flatMap((field) => (field.default === null ? [] : [{ field, from: field.default }])),
)

type OwnDefault = Exclude<DefaultModel, { readonly kind: 'from' }>

function defaultValue(act: Act, { field, from }: { field: FieldModel; from: OwnDefault }, row: StoredRow): StoredValue {
  if (from.kind === 'constant')
    return from.value === null ? null : storedOf(field, typeof from.value === 'number' ? decimalOf(from.value) : from.value)
  if ('actor' in from.value) return firstOf(act.actor[from.value.actor])
  if ('now' in from.value) return from.value.now === 'date' ? act.today : act.at
  return 'ref' in from.value ? (row[from.value.ref] ?? null) : null
}

/** Of a list of the actor's the first: a field holds one value. */
export const firstOf = (value: string | readonly string[] | null): StoredValue =>
  typeof value === 'string' || value === null ? value : (value[0] ?? null)

interface Start {
  readonly row: StoredRow
  readonly path: readonly string[]
}

/** Mostly what was named is at hand, and nothing has to be waited for. */
async function defaultFrom(act: Act, resource: ResourceModel, start: Start): Promise<StoredValue> {
  const atHand = valueAt(act, resource, start)
  if (atHand !== undefined) return atHand
  await act.rows.follow(resource, [start.row], [start.path])
  return valueAt(act, resource, start) ?? null
}

/** What stands at the end of the path; undefined where a record on the way is not at hand, or not there at all. */
function valueAt(act: Act, resource: ResourceModel, { row, path }: Start): StoredValue | undefined {
  let here: { readonly resource: ResourceModel | undefined; readonly row: StoredRow } = { resource, row }
  for (const name of path.slice(0, -1)) {
    const [id, target] = [here.row[name], act.model.resources[here.resource?.fields[name]?.target ?? '']]
    if (typeof id !== 'string' || target === undefined) return null
    const next = act.rows.find(target.name, id)
    if (next === undefined) return undefined
    here = { resource: target, row: next }
  }
  return here.row[path.at(-1) ?? ''] ?? null
}
