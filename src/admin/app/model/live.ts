/** Formulas, rules and defaults while one types: the same `evaluate` as on the server, so that both come to the same cent. */
import { evaluate, holds } from '../../../expressions/evaluate.js'
import { referencesOf } from '../../../expressions/references.js'
import type { ActorValues, Scope } from '../../../expressions/scope.js'
import type { Expression } from '../../../expressions/tree.js'
import { typedValue, type Value } from '../../../expressions/value.js'
import { Decimal, formatDecimal } from '../../../kernel/decimal.js'
import { orderedFormulas } from './formula-order.js'
import { type Field, isNumeric, isReference, type Resource, type ScreenModel, type Values } from './model.js'

/** Records that references on the screen point at, as far as they were read: `customer/12` → its values. */
export type Known = ReadonlyMap<string, Values>

export interface LiveContext {
  readonly model: ScreenModel
  readonly known: Known
  readonly actor: ActorValues
  /** The company's day. */
  readonly today: string
}

export interface Placed {
  readonly resource: Resource
  readonly values: Values
  /** The record the line belongs to, under the field that refers to it. */
  readonly owner: { readonly by: string; readonly placed: Placed } | null
}

export function scopeOf(context: LiveContext, placed: Placed): Scope {
  return {
    read: (path) => readPath(context, placed, path),
    rows: (relation) => rowsOf(context, placed, relation),
    actor: context.actor,
    today: context.today,
    now: new Date().toISOString(),
    answer: () => null,
  }
}

function readPath(context: LiveContext, placed: Placed, path: readonly string[]): Value {
  const [head = '', ...rest] = path
  if (rest.length > 0) {
    const next = follow(context, placed, head)
    return next === undefined ? null : readPath(context, next, rest)
  }
  const field = placed.resource.field.get(head)
  const value = placed.values[head]
  if (isReference(value)) return value.id
  if (field === undefined) return typedValue(value, 'text')
  return typedValue(value, isNumeric(field.kind) ? 'decimal' : field.kind === 'multiSelect' ? 'list' : 'text')
}

function follow(context: LiveContext, placed: Placed, name: string): Placed | undefined {
  if (placed.owner?.by === name) return placed.owner.placed
  const target = context.model.resources.get(placed.resource.field.get(name)?.target ?? '')
  const reference = placed.values[name]
  if (target === undefined || !isReference(reference)) return undefined
  const values = context.known.get(`${target.name}/${reference.id}`)
  return values === undefined ? undefined : { resource: target, values, owner: null }
}

function rowsOf(context: LiveContext, placed: Placed, relation: string): readonly Scope[] {
  const field = placed.resource.field.get(relation)
  const target = context.model.resources.get(field?.target ?? '')
  const rows = placed.values[relation]
  if (target === undefined || field?.relation == null || !Array.isArray(rows)) return []
  const owner = { by: field.relation.by, placed }
  return (rows as readonly Values[])
    .filter((row) => row.remove !== true)
    .map((values) => scopeOf(context, { resource: target, values, owner }))
}

export const isTrue = (context: LiveContext, condition: Expression, placed: Placed): boolean => holds(condition, scopeOf(context, placed))

/** A field the rules hide on this record; what depends on a record that was not read is shown. */
export const isHidden = (context: LiveContext, field: Field, placed: Placed): boolean =>
  canCompute(context, placed, field.visible) && !isTrue(context, field.visible, placed)

/** The record with every formula of its lines and then of itself computed anew. Formulas that read what is not on the screen keep their value. */
export function computed(context: LiveContext, resource: Resource, values: Values): Values {
  const owned = resource.fields.filter((field) => field.relation?.owned === true)
  const withLines = owned.reduce((record, field) => withComputedLines(context, { resource, values: record, owner: null }, field), values)
  return withFormulas(context, { resource, values: withLines, owner: null })
}

function withComputedLines(context: LiveContext, placed: Placed, field: Field): Values {
  const target = context.model.resources.get(field.target ?? '')
  const rows = placed.values[field.name]
  if (target === undefined || field.relation === null || !Array.isArray(rows)) return placed.values
  const owner = { by: field.relation.by, placed }
  const readsOwner = target.fields.some(
    ({ formula }) => formula !== null && referencesOf(formula).paths.some(([head]) => head === owner.by),
  )
  const line = (values: Values) => withFormulas(context, { resource: target, values, owner })
  const next = (rows as readonly Values[]).map((values) => (readsOwner ? line(values) : onceFor(context, values, line)))
  return next.every((row, index) => row === rows[index]) ? placed.values : { ...placed.values, [field.name]: next }
}

/** Lines already computed, by themselves and what was known then: of a hundred lines a key changes one. */
const lines = new WeakMap<LiveContext, WeakMap<Values, Values>>()

function onceFor(context: LiveContext, values: Values, compute: (values: Values) => Values): Values {
  const known = lines.get(context) ?? new WeakMap<Values, Values>()
  lines.set(context, known)
  const result = known.get(values) ?? compute(values)
  known.set(values, result)
  known.set(result, result)
  return result
}

/** Every formula once, after those it reads. Unchanged values give back the same object. */
export function withFormulas(context: LiveContext, placed: Placed): Values {
  return orderedFormulas(placed.resource).reduce((values, field) => withFormula(context, { ...placed, values }, field), placed.values)
}

function withFormula(context: LiveContext, placed: Placed, field: Field): Values {
  if (field.formula === null || !canCompute(context, placed, field.formula)) return placed.values
  const value = shown(evaluate(field.formula, scopeOf(context, placed)), field)
  return value === (placed.values[field.name] ?? null) ? placed.values : { ...placed.values, [field.name]: value }
}

function shown(value: Value, field: Field): unknown {
  return value instanceof Decimal ? formatDecimal(value, field.scale ?? 0) : value
}

/** Everything the expression reads is on the screen: fields this visitor sees, records already read, owned rows. */
function canCompute(context: LiveContext, placed: Placed, node: Expression): boolean {
  if (node.op === 'path') return isReadable(context, placed, node.path)
  if (node.op === 'aggregate') return Array.isArray(placed.values[node.relation])
  return Object.values(node).every((part) => canComputePart(context, placed, part))
}

function canComputePart(context: LiveContext, placed: Placed, part: unknown): boolean {
  if (Array.isArray(part)) return part.every((each) => canComputePart(context, placed, each))
  return typeof part === 'object' && part !== null && 'op' in part ? canCompute(context, placed, part as Expression) : true
}

function isReadable(context: LiveContext, placed: Placed, path: readonly string[]): boolean {
  const [head = '', ...rest] = path
  if (rest.length === 0) return placed.resource.field.has(head) || placed.owner?.by === head
  if (!isReference(placed.values[head]) && placed.owner?.by !== head) return true
  const next = follow(context, placed, head)
  return next !== undefined && isReadable(context, next, rest)
}
