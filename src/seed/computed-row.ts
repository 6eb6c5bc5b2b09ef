/** Stored formulas of rows loaded in bulk, computed from what the rows themselves and their owned rows hold. */
import type { FieldModel, ResourceModel } from '../compile/model.js'
import { type StoredRow, storedOf } from '../compile/stored-row.js'
import { evaluate } from '../expressions/evaluate.js'
import type { Scope } from '../expressions/scope.js'
import type { Expression } from '../expressions/tree.js'
import { typedValue, type Value } from '../expressions/value.js'

/** A row, and its owned rows by relation. */
export interface Whole {
  readonly resource: ResourceModel
  readonly row: StoredRow
  readonly lines: Readonly<Record<string, readonly Whole[]>>
}

/** The same row with every stored formula; sums that other rows keep in it stay as they are. */
export function computed(whole: Whole): Whole {
  const row: Record<string, StoredRow[string]> = { ...whole.row }
  const done = { ...whole, row: row as StoredRow }
  for (const name of whole.resource.storedFormulas) {
    const field = whole.resource.fields[name]
    if (field?.formula == null || isKeptByOthers(whole.resource, field.formula)) continue
    row[name] = storedOf(field, evaluate(field.formula, scopeOf(done)))
  }
  return done
}

/** Sums over rows of other documents. */
export function isKeptByOthers(resource: ResourceModel, formula: Expression): boolean {
  return formula.op === 'aggregate' && resource.fields[formula.relation]?.relation?.owned !== true
}

/** Sums start at zero: differences are added to them later. */
export function zeroSums(resource: ResourceModel): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(resource.fields).flatMap((field) => (isSumOfOthers(resource, field) ? [[field.name, '0']] : [])))
}

function isSumOfOthers(resource: ResourceModel, { formula, column }: FieldModel): boolean {
  return column !== null && formula?.op === 'aggregate' && /^(sum|count)$/.test(formula.fn) && isKeptByOthers(resource, formula)
}

/** What formulas read: the row itself and its owned rows. */
export function scopeOf(whole: Whole): Scope {
  return {
    read: (path) => readField(whole, path),
    rows: (relation) => (whole.lines[relation] ?? []).map(scopeOf),
    actor: { id: null, department: null, departments: [], roles: [], warehouse: null },
    today: '1970-01-01',
    now: '1970-01-01T00:00:00.000Z',
    answer: () => null,
  }
}

/** @throws Error for a formula that reads another document: rows in bulk do not know each other */
function readField({ resource, row }: Whole, path: readonly string[]): Value {
  const [name = '', ...rest] = path
  const field = resource.fields[name]
  if (field === undefined || rest.length > 0) throw new Error(`${resource.name}.${path.join('.')} cannot be read in bulk`)
  return typedValue(row[name], field.value)
}
