import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, storedOf } from '../../compile/stored-row.js'
import { isAlways } from '../../expressions/build.js'
import { evaluate, holds } from '../../expressions/evaluate.js'
import { referencesOf } from '../../expressions/references.js'
import type { Scope } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import type { CellQuery, CellRow, KnownCells } from '../../store/rows/read-cells.js'
import type { Act } from './act.js'
import { type Document, headScope, rowScope } from './document.js'

/**
 * What was just written, to whoever reads it in the same transaction: the rows, cells and truths that a statement would find. It is the
 * document itself or its lines, and nothing that would have to be gathered from rows of others.
 */
export function knownCells(act: Act, document: Document): KnownCells {
  return async (query) => {
    const { resource } = query.scope
    const rows = rowsAtHand(document, query)
    const computed = query.fields.filter(isComputed)
    const reads = [query.rows, ...query.hits, ...computed.map(({ formula }) => formula)].map(referencesOf)
    if (rows === undefined || reads.some(({ relations }) => relations.length > 0)) return undefined
    await act.rows.follow(
      resource,
      rows,
      reads.flatMap(({ paths }) => paths),
    )
    const seen = rows.map((row) => ({ row, scope: row === document.head ? headScope(act, document) : rowScope(act, resource, row) }))
    return seen.filter(({ scope }) => isAlways(query.rows) || holds(query.rows, scope)).map((one) => cellRowOf(query, one))
  }
}

/** The head by its id, or the lines by that of their head; in the order of their ids. */
function rowsAtHand(document: Document, { scope, by }: CellQuery): readonly StoredRow[] | undefined {
  const { resource, head, lines } = document
  if (by.ids.length !== 1 || by.ids[0] !== head.id) return undefined
  if (scope.resource.name === resource.name) return by.column === 'id' ? [head] : undefined
  const relation = resource.ownedRelations.find((name) => isLineOf(resource.fields[name], scope.resource, by.column))
  return relation === undefined
    ? undefined
    : [...(lines[relation] ?? [])].sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1))
}

const isLineOf = (field: FieldModel | undefined, line: ResourceModel, column: string): boolean =>
  field?.target === line.name && line.fields[field.relation?.by ?? '']?.column === column

type ComputedField = FieldModel & { readonly formula: Expression }

/** A formula that reads the day has no column. */
const isComputed = (field: FieldModel): field is ComputedField => field.column === null && field.formula !== null

interface Seen {
  readonly row: StoredRow
  readonly scope: Scope
}

function cellRowOf({ by, fields, hits }: CellQuery, { row, scope }: Seen): CellRow {
  const cell = (field: FieldModel) => (isComputed(field) ? storedOf(field, evaluate(field.formula, scope)) : (row[field.name] ?? null))
  const values = Object.fromEntries(fields.map((field) => [field.name, cell(field)]))
  return { id: row.id, by: by.ids[0] ?? row.id, values, found: hits.map((condition) => holds(condition, scope)) }
}
