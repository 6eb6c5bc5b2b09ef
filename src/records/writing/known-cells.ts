import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import { type StoredRow, storedOf } from '../../compile/stored-row.js'
import { isAlways } from '../../expressions/build.js'
import { evaluate, holds } from '../../expressions/evaluate.js'
import { readsElsewhere, referencesOf } from '../../expressions/references.js'
import type { Scope } from '../../expressions/scope.js'
import type { Expression } from '../../expressions/tree.js'
import type { CellQuery, CellRow, KnownCells } from '../../store/rows/read-cells.js'
import { inOrder } from '../line-order.js'
import type { Act } from './act.js'
import { type Document, headScope, rowScope } from './document.js'
import { followAll } from './follow.js'

/**
 * What was just written, to whoever reads it in the same transaction: the rows, cells and truths that a statement would find. That is the
 * document, its lines, and records that the act has brought anyway; nothing that would have to be gathered from rows of others.
 */
export function knownCells(act: Act, document: Document): KnownCells {
  return async (query) => {
    const { resource } = query.scope
    const own = ownRows(document, query)
    const rows = own ?? broughtRows(act, query)
    const reads = [query.rows, ...query.hits, ...query.fields.filter(isComputed).map(({ formula }) => formula)]
    const isAtHand =
      rows !== undefined && reads.every((read) => (own === undefined ? !readsElsewhere(read) : readsOwn(document, query, read)))
    if (!isAtHand) return undefined
    if (resource === document.resource && own !== undefined) await followAll(act, document, reads)
    else if (own !== undefined) await act.rows.follow(resource, rows, reads.flatMap(pathsOf))
    const seen = rows.map((row) => ({ row, scope: row === document.head ? headScope(act, document) : rowScope(act, resource, row) }))
    return seen.filter(({ scope }) => isAlways(query.rows) || holds(query.rows, scope)).map((one) => cellRowOf(query, one))
  }
}

const pathsOf = (expression: Expression) => referencesOf(expression).paths

/** The head may be asked for sums over its lines; nobody for other rows that refer to it. */
function readsOwn({ resource, lines }: Document, { scope }: CellQuery, expression: Expression): boolean {
  const { relations } = referencesOf(expression)
  const isHead = scope.resource === resource
  return relations.every(({ relation, references }) => isHead && relation in lines && references.relations.length === 0)
}

/** The head by its id, or the lines by that of their head, in their order. */
function ownRows(document: Document, { scope, by }: CellQuery): readonly StoredRow[] | undefined {
  const { resource, head, lines } = document
  if (by.ids.length !== 1 || by.ids[0] !== head.id) return undefined
  if (scope.resource.name === resource.name) return by.column === 'id' ? [head] : undefined
  const relation = resource.ownedRelations.find((name) => isLineOf(resource.fields[name], scope.resource, by.column))
  return relation === undefined ? undefined : inOrder(scope.resource, lines[relation] ?? [])
}

/** All of them, or none. */
function broughtRows(act: Act, { scope, by }: CellQuery): readonly StoredRow[] | undefined {
  if (by.column !== 'id') return undefined
  const rows = [...new Set(by.ids)].flatMap((id) => act.rows.find(scope.resource.name, id) ?? [])
  return rows.length === new Set(by.ids).size ? rows : undefined
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
  const values: Record<string, StoredValue> = {}
  for (const field of fields) values[field.name] = cell(field)
  return {
    id: row.id,
    by: by.column === 'id' ? row.id : (by.ids[0] ?? ''),
    values,
    found: hits.map((condition) => holds(condition, scope)),
  }
}
