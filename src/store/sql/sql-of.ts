/**
 * The SQL reader of conditions and formulas; `expressions/evaluate.ts` is the other, and one test holds them together.
 * Identifiers come from the Model through `dialect.quote`, values are parameters, keywords are written here.
 */
import type { ArithmeticNode, ChooseNode, Expression, IfNode, ValueType } from '../../expressions/tree.js'
import { aggregateSql } from './aggregate-sql.js'
import { compareSql, inSql } from './comparison-sql.js'
import { dayAfter, daysFrom, extreme, listIsEmpty, quotient } from './computations.js'
import { constantSql } from './constants.js'
import { type Fragment, join, raw, sql, type Typed, typed } from './fragment.js'
import { matchSql } from './match-sql.js'
import { pathSql } from './path-sql.js'
import { exactly, type Place, positively, type SqlScope } from './sql-scope.js'

export type { Fragment } from './fragment.js'
export type { SqlScope } from './sql-scope.js'

/** For WHERE, ON and CASE: where it is not true, it may be false or NULL. A boolean reads as 1 and 0 from MySQL. */
export function sqlOf(expression: Expression, scope: SqlScope): Fragment {
  return plain(emit(expression, { ...scope, positive: true }))
}

/** For SELECT lists: exactly the value, unknown is NULL. */
export function valueSqlOf(expression: Expression, scope: SqlScope): Fragment {
  return plain(emit(expression, { ...scope, positive: false }))
}

function plain({ sql: text, parameters }: Typed): Fragment {
  return { sql: text, parameters }
}

function emit(node: Expression, place: Place, want?: ValueType): Typed {
  const dialect = place.dialect.name
  switch (node.op) {
    case 'literal':
      return constantSql(dialect, node.value, node.type, want)
    case 'path':
      return pathSql(emit, node.path, place)
    case 'actor':
      return constantSql(dialect, place.actor[node.attribute], node.attribute === 'roles' ? 'text' : 'reference')
    case 'now':
      return constantSql(dialect, node.unit === 'date' ? place.today : place.now, node.unit)
    case 'answer':
      return constantSql(dialect, place.answers[node.name] ?? null, node.type, want)
    case 'aggregate':
      return aggregateSql(emit, node, place)
    case 'if':
      return ifSql(node, place, want)
    case 'coalesce':
    case 'least':
    case 'greatest':
      return chooseSql(node, exactly(place), want)
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return typed('decimal', arithmeticSql(node, exactly(place)))
    case 'addDays':
      return typed('date', dayAfter(dialect, operand(node.left, place, 'date'), operand(node.right, place, 'decimal')))
    case 'daysBetween':
      return typed('decimal', daysFrom(dialect, operand(node.left, place, 'date'), operand(node.right, place, 'date')))
    case 'negate':
      return typed('decimal', sql`(0 - ${operand(node.operand, place, 'decimal')})`)
    case 'round':
      return typed('decimal', sql`ROUND(${operand(node.operand, place, 'decimal')}, ${String(Math.trunc(node.scale))})`)
    default:
      return typed('boolean', conditionSql(node, place))
  }
}

type Condition = Extract<Expression, { readonly op: 'and' | 'or' | 'not' | 'in' | 'contains' | 'startsWith' | 'empty' | CompareOp }>
type CompareOp = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte'

function conditionSql(node: Condition, place: Place): Fragment {
  switch (node.op) {
    case 'and':
    case 'or':
      return groupSql(node.op, node.operands, place)
    case 'not':
      return sql`(NOT ${operand(node.operand, place, 'boolean')})`
    case 'in':
      return inSql(emit, node, place)
    case 'contains':
    case 'startsWith':
      return matchSql(emit, node, place)
    case 'empty':
      return emptySql(emit(node.operand, exactly(place)), place)
    default:
      return compareSql(emit, node, place)
  }
}

function operand(node: Expression, place: Place, want: ValueType): Typed {
  return emit(node, exactly(place), want)
}

function groupSql(op: 'and' | 'or', operands: readonly Expression[], place: Place): Fragment {
  if (operands.length === 0) return raw(op === 'and' ? 'TRUE' : 'FALSE')
  return sql`(${join(
    operands.map((one) => emit(one, place, 'boolean')),
    ` ${op.toUpperCase()} `,
  )})`
}

function emptySql(value: Typed, place: Place): Fragment {
  if (value.type === 'list') return listIsEmpty(place.dialect.name, value)
  if (value.type !== 'text') return sql`(${value} IS NULL)`
  return value.parameters.length === 0 ? sql`(${value} IS NULL OR ${value} = '')` : sql`(COALESCE(${value}, '') = '')`
}

/** Branches and choices agree on a type; constants take it from the others. Each is written once: doubling would grow without end. */
function agreed(
  nodes: readonly Expression[],
  place: Place,
  want?: ValueType,
): { readonly type: ValueType; readonly parts: readonly Typed[] } {
  const first = nodes.map((node) => emit(node, place))
  const types = first.map((part) => part.type).filter((type) => type !== 'unknown')
  const type = types.find((one) => one !== 'text') ?? types[0] ?? want ?? 'unknown'
  const parts = nodes.map((node, index) => (node.op === 'literal' || node.op === 'answer' ? emit(node, place, type) : first[index]))
  return { type, parts: parts.filter((part) => part !== undefined) }
}

function ifSql(node: IfNode, place: Place, want?: ValueType): Typed {
  const { type, parts } = agreed([node.then, node.otherwise], exactly(place), want)
  const condition = emit(node.condition, positively(place), 'boolean')
  return typed(type, sql`(CASE WHEN ${condition} THEN ${join(parts, ' ELSE ')} END)`)
}

function chooseSql(node: ChooseNode, place: Place, want?: ValueType): Typed {
  const { type, parts } = agreed(node.operands, place, want)
  return typed(type, node.op === 'coalesce' ? sql`COALESCE(${join(parts, ', ')})` : extreme(place.dialect.name, node.op, parts))
}

const signs = { add: '+', subtract: '-', multiply: '*' } as const

function arithmeticSql(node: ArithmeticNode, place: Place): Fragment {
  const left = emit(node.left, place, 'decimal')
  const right = emit(node.right, place, 'decimal')
  return node.op === 'divide' ? quotient(place.dialect.name, left, right) : sql`(${left} ${signs[node.op]} ${right})`
}
