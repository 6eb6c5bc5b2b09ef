import type { ResourceModel } from '../../compile/model.js'
import { type StoredRow, storedOf } from '../../compile/stored-row.js'
import { evaluate } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Act } from './act.js'
import { type Document, headScope, known, lineResource, rowScope } from './document.js'
import { isRollup } from './follow.js'

/** Computes every stored formula anew: the lines' first, then the head's, which may sum over them. What they read was followed before. */
export function computed(act: Act, document: Document): Document {
  const lines: Record<string, readonly StoredRow[]> = {}
  for (const [relation, rows] of Object.entries(document.lines)) {
    const resource = lineResource(act, document.resource, relation)
    lines[relation] = rows.map((row) => computedRow(act, resource, row))
  }
  const withLines = known(act, { ...document, lines })
  return known(act, { ...withLines, head: computedHead(act, withLines) })
}

function computedHead(act: Act, document: Document): StoredRow {
  return formulasOf(document.resource).reduce<StoredRow>(
    (head, name) => withFormula({ resource: document.resource, name }, head, headScope(act, { ...document, head })),
    document.head,
  )
}

function computedRow(act: Act, resource: ResourceModel, row: StoredRow): StoredRow {
  return formulasOf(resource).reduce<StoredRow>((now, name) => withFormula({ resource, name }, now, rowScope(act, resource, now)), row)
}

function withFormula(at: { resource: ResourceModel; name: string }, row: StoredRow, scope: Scope): StoredRow {
  const field = at.resource.fields[at.name]
  if (field === undefined || field.formula === null) return row
  return { ...row, [at.name]: storedOf(field, evaluate(field.formula, scope)) }
}

/** Stored formulas that are computed here, in the order they depend on each other. */
const formulasOf = oncePer((resource: ResourceModel): readonly string[] =>
  resource.storedFormulas.filter((name) => {
    const formula = resource.fields[name]?.formula
    return formula !== null && formula !== undefined && !isRollup(formula, resource)
  }),
)
