/** Small hand-built Models for tests of pure rooms: every optional key filled in, deeply frozen. */
import { lengthOf, precisionOf, scaleOf, valueTypeOf } from '../../src/compile/kinds.js'
import type { FieldModel, GrantModel, Model, ResourceModel, RestrictionModel } from '../../src/compile/model.js'
import { listedOptions } from '../../src/compile/role-options.js'
import type { Field } from '../../src/define/field.js'
import { parseCondition } from '../../src/expressions/parse-condition.js'
import { parseFormula } from '../../src/expressions/parse-formula.js'
import { always, type Expression, never } from '../../src/expressions/tree.js'
import { typeCheck } from '../../src/expressions/types.js'
import { deepFreeze } from '../../src/kernel/freeze.js'
import { typeScopeOf } from './type-scope.js'

export type FieldSketch = Field & Partial<Pick<FieldModel, 'relation' | 'tags'>>

export interface GrantSketch extends Partial<Omit<GrantModel, 'rows' | 'check' | 'fields'>> {
  /** Condition as JSON, or a line of formula; all rows when not said. */
  readonly rows?: unknown
  readonly check?: unknown
  /** All fields shown when not said. */
  readonly fields?: Readonly<Record<string, 'show' | 'mask'>>
}

export interface ResourceSketch {
  readonly fields: Readonly<Record<string, FieldSketch>>
  readonly owner?: ResourceModel['owner']
  readonly grants?: Readonly<Record<string, GrantSketch>>
  readonly restrictions?: readonly { readonly roles?: readonly string[]; readonly rows: unknown }[]
}

/** Conditions are parsed and typed against the finished fields, as compile does. */
export function aModel(sketches: Readonly<Record<string, ResourceSketch>>): Model {
  const bare = Object.fromEntries(Object.entries(sketches).map(([name, sketch]) => [name, aResource(name, sketch)]))
  const model = { ...emptyModel, resources: bare }
  const resources = Object.fromEntries(Object.entries(sketches).map(([name, sketch]) => [name, withGrants(model, name, sketch)]))
  return deepFreeze({ ...emptyModel, resources })
}

const emptyModel: Model = {
  version: 1,
  areas: [],
  resources: {},
  roles: {},
  ledgers: {},
  reports: {},
  connectors: {},
  prints: {},
  jobs: {},
  invariants: {},
  tables: [],
  lockOrder: [],
}

const label = { zh: '', en: '' }

export function aField(name: string, sketch: FieldSketch): FieldModel {
  const stored = sketch.kind !== 'hasMany'
  return {
    id: name,
    name,
    kind: sketch.kind,
    label,
    help: null,
    value: valueTypeOf(name, sketch),
    column: stored ? name : null,
    sortColumn: stored ? name : null,
    precision: precisionOf(sketch),
    scale: scaleOf(sketch),
    length: lengthOf(sketch),
    min: null,
    max: null,
    required: never,
    changeable: always,
    visible: always,
    default: null,
    unique: false,
    formula: sketch.formula === undefined ? null : expressionFrom(sketch.formula),
    formulaText: sketch.formula ?? null,
    stored: true,
    options: listedOptions(sketch.options).map((option) => ({
      value: typeof option === 'string' ? option : option.value,
      label,
      tone: 'neutral',
    })),
    target: sketch.target ?? null,
    where: null,
    relation: sketch.relation ?? null,
    sequence: null,
    place: false,
    tags: sketch.tags ?? [],
    mask: sketch.mask ?? 'dots',
    searchable: sketch.searchable === true,
    indexed: false,
    implicit: name === 'id' || name === 'version' || name === 'status',
    writable: name !== 'id' && name !== 'version',
    file: null,
  }
}

function aResource(name: string, sketch: ResourceSketch): ResourceModel {
  const all: Readonly<Record<string, FieldSketch>> = { id: { kind: 'text' }, version: { kind: 'integer' }, ...sketch.fields }
  const fields = Object.fromEntries(Object.entries(all).map(([field, one]) => [field, aField(field, one)]))
  return {
    name,
    label,
    area: 'test',
    title: Object.keys(sketch.fields)[0] ?? 'id',
    table: `r_${name}`,
    searchTable: Object.values(fields).some((field) => field.searchable) ? `r_${name}_search` : null,
    fields,
    fieldNames: Object.keys(fields),
    owner: sketch.owner ?? null,
    ownedRelations: Object.values(fields).flatMap((field) => (field.relation?.owned === true ? [field.name] : [])),
    keptBy: null,
    rules: [],
    scopes: {},
    workflow: null,
    grants: [],
    restrictions: [],
    alerts: [],
    screens: {
      list: [],
      filter: [],
      sort: 'id',
      form: [],
      highlights: [],
      related: [],
      board: null,
      calendar: null,
      print: [],
      beside: [],
      menu: null,
    },
    storedFormulas: [],
    rollups: [],
    uniques: [],
  }
}

function withGrants(model: Model, name: string, sketch: ResourceSketch): ResourceModel {
  const resource = resourceOf(model, name)
  const grants = Object.entries(sketch.grants ?? {}).map(([grant, one]) => aGrant(model, resource, grant, one))
  const restrictions = (sketch.restrictions ?? []).map(
    ({ roles, rows }, index): RestrictionModel => ({ name: `r${index}`, roles: roles ?? [], rows: conditionOf(model, name, rows) }),
  )
  return { ...resource, grants, restrictions }
}

function aGrant(model: Model, resource: ResourceModel, name: string, sketch: GrantSketch): GrantModel {
  const { rows, check, ...given } = sketch
  return {
    id: `${resource.name}.${name}`,
    role: name,
    name,
    can: ['read'],
    fields: Object.fromEntries(resource.fieldNames.map((field) => [field, 'show'])),
    write: resource.fieldNames,
    lines: {},
    presets: {},
    ...given,
    rows: rows === undefined ? always : conditionOf(model, resource.name, rows),
    check: check === undefined ? always : conditionOf(model, resource.name, check),
  }
}

/** A condition as JSON or as a line of formula, typed. */
export function conditionOf(model: Model, resource: string, condition: unknown): Expression {
  return typedOn(model, resource, expressionFrom(condition))
}

export function typedOn(model: Model, resource: string, expression: Expression): Expression {
  const found = typeCheck(expression, typeScopeOf(model, resource))
  if ('problems' in found) throw new Error(found.problems.map((problem) => `${problem.message.en} ${problem.hint.en}`).join('\n'))
  return found.expression
}

function expressionFrom(source: unknown): Expression {
  const parsed = typeof source === 'string' ? parseFormula(source) : parseCondition(source)
  if ('expression' in parsed) return parsed.expression
  throw new Error(JSON.stringify(parsed))
}

export function resourceOf(model: Model, name: string): ResourceModel {
  const resource = model.resources[name]
  if (resource === undefined) throw new Error(`no resource ${name}`)
  return resource
}
