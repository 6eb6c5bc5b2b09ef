import { referencesOf } from '../../../expressions/references.js'
import type { Field, Resource } from './model.js'

const known = new WeakMap<Resource, readonly Field[]>()

/** The computed fields of a resource, each after those its formula reads; `compile` has refused circles. */
export function orderedFormulas(resource: Resource): readonly Field[] {
  const ordered = known.get(resource) ?? inOrder(resource)
  known.set(resource, ordered)
  return ordered
}

function inOrder(resource: Resource): readonly Field[] {
  const placed = new Set<Field>()
  const place = (field: Field | undefined): void => {
    if (field === undefined || field.formula === null || placed.has(field)) return
    for (const [head = ''] of referencesOf(field.formula).paths) if (head !== field.name) place(resource.field.get(head))
    placed.add(field)
  }
  for (const field of resource.fields) place(field)
  return [...placed]
}
