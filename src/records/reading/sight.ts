/** What an actor sees of each row: a cell is visible if some grant both matches its row and shows its field. */
import type { Expression } from '../../expressions/tree.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Access } from '../../permissions/access.js'
import { type View, type Visibility, viewsFor } from '../../permissions/fields.js'
import { hitPlanFor } from '../../permissions/rows.js'

export interface Sight {
  /** To be computed beside each row; none when all grants show the same cells. */
  readonly conditions: readonly Expression[]
  viewOf(found: readonly boolean[]): View
  /** Of the owned rows in a relation of that row. */
  linesOf(found: readonly boolean[], relation: string): View
}

/** With several accesses (reading and exporting) a cell must be visible by each of them. */
export function sightFor(accesses: readonly Access[]): Sight {
  const parts = accesses.map(partFor)
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only
  const starts = parts.map((_, index) => parts.slice(0, index).reduce((sum, part) => sum + part.conditions.length, 0))
  const views = (found: readonly boolean[], view: (part: Sight, ofPart: readonly boolean[]) => View): View =>
    parts.map((part, index) => view(part, found.slice(starts[index] ?? 0))).reduce(narrower)
  return {
    conditions: parts.flatMap((part) => part.conditions),
    viewOf: (found) => views(found, (part, ofPart) => part.viewOf(ofPart)),
    linesOf: (found, relation) => views(found, (part, ofPart) => part.linesOf(ofPart, relation)),
  }
}

const partFor = oncePer((access: Access): Sight => {
  const views = viewsFor(access)
  const cells = new Set(access.grants.map((grant) => JSON.stringify([grant.fields, grant.lines])))
  if (cells.size > 1) {
    const { conditions, hitsOf } = hitPlanFor(access)
    return { conditions, viewOf: (found) => views.of(hitsOf(found)), linesOf: (found, relation) => views.linesOf(hitsOf(found), relation) }
  }
  const all = access.grants.map(() => true)
  const view = views.of(all)
  return { conditions: [], viewOf: () => view, linesOf: (_, relation) => views.linesOf(all, relation) }
})

function narrower(one: View, other: View): View {
  if (one === other) return one
  const both = [...one].filter(([name]) => other.has(name))
  return new Map(both.map(([name, how]): [string, Visibility] => [name, how === 'mask' ? how : (other.get(name) ?? how)]))
}
