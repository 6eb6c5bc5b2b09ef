import { parseCondition } from '../../src/expressions/parse-condition.js'
import { parseFormula } from '../../src/expressions/parse-formula.js'
import type { Scope } from '../../src/expressions/scope.js'
import type { Expression } from '../../src/expressions/tree.js'
import type { Value } from '../../src/expressions/value.js'
import { decimalOf, isDecimalText } from '../../src/kernel/decimal.js'

export function formula(text: string): Expression {
  const parsed = parseFormula(text)
  if ('expression' in parsed) return parsed.expression
  throw new Error(`${parsed.problem.code} at ${parsed.problem.position}`)
}

export function condition(json: unknown): Expression {
  const parsed = parseCondition(json)
  if ('expression' in parsed) return parsed.expression
  throw new Error(JSON.stringify(parsed.problems))
}

type Plain = string | boolean | null | readonly string[] | readonly Row[]
export interface Row {
  readonly [path: string]: Plain
}

/** Text that looks like a number is one; dotted names are read as they stand; arrays of rows are relations. */
export function scopeOf(row: Row): Scope {
  return {
    read: (path) => asValue(row[path.join('.')] ?? null),
    rows: (relation) => ((row[relation] ?? []) as readonly Row[]).map(scopeOf),
    actor: { id: '7', department: '1', departments: ['1', '2'], roles: ['lead'], warehouse: null },
    today: '2026-11-22',
    now: '2026-11-22T08:00:00.000Z',
    answer: (name) => (name === 'reason' ? 'late' : null),
  }
}

function asValue(plain: Plain): Value {
  if (typeof plain === 'string' && isDecimalText(plain)) return decimalOf(plain)
  return plain as Value
}

/** How a value reads in a test: decimals as text. */
export function shown(value: Value): unknown {
  return typeof value === 'object' && value !== null && 'toFixed' in value ? value.toFixed() : value
}
