/** What a Model derives from what people write: values of stored formulas, search terms. Each bears a signature of how. */
import { createHash } from 'node:crypto'
import type { FieldModel, Model, ResourceModel } from '../compile/model.js'
import { nodesOf } from '../expressions/references.js'
import type { Expression } from '../expressions/tree.js'
import { ordinalField } from '../store/rows/search-terms.js'

export interface DerivedField {
  /** `order.total` */
  readonly name: string
  readonly resource: ResourceModel
  readonly field: FieldModel & { readonly column: string }
  /** Changes with the formula, with any formula it reads, and with the shape it is kept in. */
  readonly signature: string
  /** Everything it reads, near and far: `order.status`. */
  readonly reads: ReadonlySet<string>
}

/** In the order in which they can be worked out: what a formula reads comes before it. */
export function derivedFieldsOf(model: Model): readonly DerivedField[] {
  const found = new Map<string, DerivedField>()
  for (const resource of Object.values(model.resources))
    for (const field of Object.values(resource.fields)) visit({ model, found }, resource, field)
  return [...found.values()]
}

interface Visit {
  readonly model: Model
  readonly found: Map<string, DerivedField>
}

function visit(at: Visit, resource: ResourceModel, field: FieldModel): DerivedField | undefined {
  const name = `${resource.name}.${field.name}`
  const known = at.found.get(name)
  if (known !== undefined || field.column === null || (field.formula === null && !field.searchable)) return known
  const reads = field.formula === null ? [] : readsOf(at.model, resource, field.formula)
  const below = reads.flatMap((read) => visit(at, read.resource, read.field) ?? [])
  const made = {
    name,
    resource,
    field: { ...field, column: field.column },
    signature: signatureOf(resource, field, below),
    reads: new Set([...reads.map((read) => `${read.resource.name}.${read.field.name}`), ...below.flatMap((one) => [...one.reads])]),
  }
  at.found.set(name, made)
  return made
}

function signatureOf(resource: ResourceModel, field: FieldModel, below: readonly DerivedField[]): string {
  const { column, sortColumn, kind, scale, formula, searchable } = field
  const sought = searchable ? { sortColumn, ordinal: ordinalField(resource) } : null
  const how = { column, kind, scale, formula, sought, below: below.map(({ signature }) => signature) }
  return createHash('sha256').update(JSON.stringify(how)).digest('hex').slice(0, 40)
}

interface Read {
  readonly resource: ResourceModel
  readonly field: FieldModel
}

function readsOf(model: Model, resource: ResourceModel, expression: Expression): readonly Read[] {
  return nodesOf(expression).flatMap((node) => {
    if (node.op === 'path') return stepsOf(model, resource, node.path)
    if (node.op !== 'aggregate') return []
    const steps = stepsOf(model, resource, node.relation.split('.'))
    const there = model.resources[steps.at(-1)?.field.target ?? '']
    const inside = there === undefined ? [] : [node.value, node.where].flatMap((part) => (part === null ? [] : readsOf(model, there, part)))
    return [...steps, ...inside]
  })
}

/** Every field a path goes through. */
function stepsOf(model: Model, resource: ResourceModel, [name, ...rest]: readonly string[]): readonly Read[] {
  const field = name === undefined ? undefined : resource.fields[name]
  if (field === undefined) return []
  const next = model.resources[field.target ?? '']
  return [{ resource, field }, ...(next === undefined ? [] : stepsOf(model, next, rest))]
}
