import type { FieldModel, Model, ResourceModel } from '../../compile/model.js'
import type { ActorValues } from '../../expressions/scope.js'
import type { Expression, ValueType } from '../../expressions/tree.js'
import type { Value } from '../../expressions/value.js'
import type { Dialect } from '../dialect.js'
import type { Typed } from './fragment.js'

/** On which rows a field may be read: where it may not, it counts as NULL. */
export type Readability = (field: string) => 'yes' | 'no' | Expression

/** How rows of another resource may be read on the way: only these rows, and of them only readable fields. */
export interface Crossing {
  readonly rows: Expression
  readonly readable: Readability
}

/** What an expression is read on in SQL: one row under an alias, who acts and when. */
export interface SqlScope {
  readonly model: Model
  readonly resource: ResourceModel
  /** The row's table alias, e.g. `t`. Inner queries add underscores to it. */
  readonly alias: string
  readonly dialect: Dialect
  readonly actor: ActorValues
  /** The company's calendar day. */
  readonly today: string
  /** ISO 8601 UTC with milliseconds. */
  readonly now: string
  readonly answers: Readonly<Record<string, Value>>
  /** Not said: every field (a grant's own condition reads whatever it names). */
  readonly readable?: Readability
  /** Not said: all rows with every field. `permissions/` gives `hopFor(model, actor)`. */
  readonly across?: (resource: string) => Crossing
}

/** Where an expression stands. */
export interface Place extends SqlScope {
  /** False and unknown mean the same here, so a reference may be followed by an IN that an index serves. */
  readonly positive: boolean
}

/** @param want  the type of what it is compared with, for constants that do not say their own */
export type Emit = (node: Expression, place: Place, want?: ValueType) => Typed

export function exactly(place: Place): Place {
  return { ...place, positive: false }
}

export function positively(place: Place): Place {
  return { ...place, positive: true }
}

/** The same row read without anybody's permissions: conditions of grants, and formulas, name what they need. */
export function unguarded(place: Place): Place {
  const { readable: _readable, across: _across, ...open } = place
  return open
}

/** A row of another resource, seen from this one. */
export function inner(place: Place, resource: ResourceModel): Place {
  const { readable: _readable, ...open } = place
  const crossing = place.across?.(resource.name)
  const there = { ...open, resource, alias: `${place.alias}_` }
  return crossing === undefined ? there : { ...there, readable: crossing.readable }
}

/** @throws Error for a name the model does not know: callers check paths before they ask for SQL */
export function fieldOf(resource: ResourceModel, name: string): FieldModel {
  const field = Object.hasOwn(resource.fields, name) ? resource.fields[name] : undefined
  if (field === undefined) throw new Error(`no field ${resource.name}.${name}`)
  return field
}

/** @throws Error when the field refers to nothing */
export function targetOf(model: Model, field: FieldModel): ResourceModel {
  const target = field.target !== null && Object.hasOwn(model.resources, field.target) ? model.resources[field.target] : undefined
  if (target === undefined) throw new Error(`${field.name} refers to no resource`)
  return target
}

export function columnOf(place: SqlScope, field: FieldModel): string {
  if (field.column === null) throw new Error(`${place.resource.name}.${field.name} has no column`)
  return `${place.alias}.${place.dialect.quote(field.column)}`
}
