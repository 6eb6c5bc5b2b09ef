/** What each formula reads, whether it is stored, and whether rows of another document keep it: decided once for rules and steps. */
import type { Field } from '../define/field.js'
import { readsToday } from '../expressions/references.js'
import type { AggregateNode, Expression } from '../expressions/tree.js'
import { type Catalog, type Entry, findField, referenceBack } from './catalog.js'
import type { Reader } from './reader.js'
import { aggregatesIn, insideOf, pathsIn } from './walk.js'

/** A field somewhere, and the name under which a formula reads it: `subtotal`, `lines.amount`. */
export interface Read {
  readonly resource: string
  readonly field: string
  readonly as: string
  /** The hasMany it is read through; null on the row itself. */
  readonly through: string | null
}

export interface Formula {
  readonly resource: string
  readonly field: string
  readonly expression: Expression
  readonly reads: readonly Read[]
  /** The rows of another document that keep this field up to date; null when it is computed on its own document. */
  readonly rollup: { readonly aggregate: AggregateNode; readonly child: string; readonly by: string } | null
}

/** Formulas by `resource.field`. */
export type Formulas = ReadonlyMap<string, Formula>

export const placeOf = (resource: string, field: string): string => `${resource}.${field}`

export function formulasOf(catalog: Catalog, reader: Reader): Formulas {
  const found = [...catalog.resources.values()].flatMap((entry) =>
    [...entry.fields].flatMap(([name, field]) => (field.formula === undefined ? [] : [formulaOf(catalog, reader, { entry, name, field })])),
  )
  return new Map(found.map((formula) => [placeOf(formula.resource, formula.field), formula]))
}

interface Asked {
  readonly entry: Entry
  readonly name: string
  readonly field: Field
}

function formulaOf(catalog: Catalog, reader: Reader, { entry, name, field }: Asked): Formula {
  const at = `resource:${entry.name}.fields.${name}.formula`
  const { expression } = reader.formula({ resource: entry.name, at, like: name }, field.formula ?? '')
  return {
    resource: entry.name,
    field: name,
    expression,
    reads: readsOf(catalog, entry.name, expression),
    rollup: rollupOf(catalog, entry, expression),
  }
}

function readsOf(catalog: Catalog, resource: string, expression: Expression): readonly Read[] {
  const direct = pathsIn(expression).flatMap((path) => stepsOf(catalog, { resource, path, prefix: '', through: null }))
  const gathered = aggregatesIn(expression).flatMap((aggregate) => readsInside(catalog, resource, aggregate))
  return [...direct, ...gathered]
}

function readsInside(catalog: Catalog, resource: string, aggregate: AggregateNode): readonly Read[] {
  const { relation } = aggregate
  const child = findField(catalog, resource, relation)?.target ?? ''
  const paths = insideOf(aggregate).flatMap(pathsIn)
  return paths.flatMap((path) => stepsOf(catalog, { resource: child, path, prefix: `${relation}.`, through: relation }))
}

interface Steps {
  readonly resource: string
  readonly path: readonly string[]
  readonly prefix: string
  readonly through: string | null
}

/** Every field a path touches on its way. */
function stepsOf(catalog: Catalog, { resource, path, prefix, through }: Steps): readonly Read[] {
  const [field = '', ...rest] = path
  const here: Read = { resource, field, as: `${prefix}${field}`, through }
  const next = findField(catalog, resource, field)?.target
  return rest.length === 0 || next === undefined
    ? [here]
    : [here, ...stepsOf(catalog, { resource: next, path: rest, prefix: `${prefix}${field}.`, through })]
}

/** Exactly one aggregate over a relation that is not owned. */
function rollupOf(catalog: Catalog, entry: Entry, expression: Expression): Formula['rollup'] {
  if (expression.op !== 'aggregate') return null
  const relation = entry.fields.get(expression.relation)
  if (relation?.kind !== 'hasMany' || relation.owned === true || relation.target === undefined) return null
  return { aggregate: expression, child: relation.target, by: referenceBack(catalog, entry.name, relation) ?? '' }
}

/** A formula that reads the day is computed when it is read; so is what reads such a formula. */
export function isLive(formulas: Formulas, formula: Formula, seen: ReadonlySet<string> = new Set()): boolean {
  const place = placeOf(formula.resource, formula.field)
  if (seen.has(place)) return false
  if (readsToday(formula.expression)) return true
  const nowSeen = new Set([...seen, place])
  return readFormulas(formulas, formula).some((read) => isLive(formulas, read, nowSeen))
}

/** The formulas a formula reads directly. */
export function readFormulas(formulas: Formulas, formula: Formula): readonly Formula[] {
  return formula.reads.flatMap((read) => formulas.get(placeOf(read.resource, read.field)) ?? [])
}

/** What a formula reads and does not openly reveal; a revealed relation reveals all that is read through it. */
export function hiddenReads(field: Field, formula: Formula): readonly Read[] {
  const revealed = field.reveals?.fields ?? []
  return formula.reads.filter((read) => !revealed.some((name) => covers(name, read.as)))
}

/** `lines` covers `lines.quantity`, and `bill.status` the step `bill` on its way. */
export const covers = (name: string, path: string): boolean => name === path || path.startsWith(`${name}.`) || name.startsWith(`${path}.`)
