import type { Catalog } from './catalog.js'
import { findField } from './catalog.js'
import type { Tags } from './cells.js'
import { type Formulas, hiddenReads, placeOf } from './formulas.js'

/** Every field's own tags and those of everything it is computed from, unless it reveals them. */
export function tagsOf(catalog: Catalog, formulas: Formulas): Tags {
  const places = [...catalog.resources.values()].flatMap((entry) =>
    [...entry.fields.keys()].map((name) => ({ resource: entry.name, name })),
  )
  return new Map(
    places.map(({ resource, name }) => [placeOf(resource, name), collect({ catalog, formulas, seen: new Set() }, resource, name)]),
  )
}

interface Walk {
  readonly catalog: Catalog
  readonly formulas: Formulas
  readonly seen: Set<string>
}

function collect(walk: Walk, resource: string, name: string): readonly string[] {
  const place = placeOf(resource, name)
  const field = findField(walk.catalog, resource, name)
  if (field === undefined || walk.seen.has(place)) return []
  walk.seen.add(place)
  const formula = walk.formulas.get(place)
  const read = formula === undefined ? [] : hiddenReads(field, formula).flatMap((one) => collect(walk, one.resource, one.field))
  return [...new Set([...(field.tags ?? []), ...read])].sort()
}
