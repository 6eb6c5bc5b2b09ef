/**
 * The memory reader of the tree. Three-valued as SQL: an absent value makes a comparison unknown, unknown is not true.
 * What it answers, `store/sql/` answers too; one test feeds both the same cases.
 */
import { decimalOf, roundTo } from '../kernel/decimal.js'
import { aggregateOf } from './aggregate-values.js'
import { arithmetic, choose, dayResult, negated } from './arithmetic.js'
import { matchesText } from './normalise.js'
import type { Scope } from './scope.js'
import type { ActorNode, AggregateNode, CompareNode, Expression, GroupNode, InNode, LiteralNode, MatchNode } from './tree.js'
import { compareValues, equalValues, isList, type Value } from './value.js'

/** Does the condition hold? Unknown does not. */
export function holds(condition: Expression, scope: Scope): boolean {
  return evaluate(condition, scope) === true
}

/** @returns null for absent and for unknown */
export function evaluate(node: Expression, scope: Scope): Value {
  switch (node.op) {
    case 'literal':
      return literalValue(node)
    case 'path':
      return scope.read(node.path)
    case 'actor':
      return scope.actor[node.attribute]
    case 'now':
      return node.unit === 'date' ? scope.today : scope.now
    case 'answer':
      return scope.answer(node.name)
    case 'aggregate':
      return aggregate(node, scope)
    case 'if':
      return evaluate(holds(node.condition, scope) ? node.then : node.otherwise, scope)
    case 'coalesce':
    case 'least':
    case 'greatest':
      return choose(
        node.op,
        node.operands.map((operand) => evaluate(operand, scope)),
      )
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
      return arithmetic(node.op, evaluate(node.left, scope), evaluate(node.right, scope))
    case 'addDays':
    case 'daysBetween':
      return dayResult(node.op, evaluate(node.left, scope), evaluate(node.right, scope))
    case 'negate':
      return negated(evaluate(node.operand, scope))
    case 'round':
      return rounded(evaluate(node.operand, scope), node.scale)
    default:
      return truthOf(node, scope)
  }
}

type Condition = Extract<Expression, GroupNode | CompareNode | InNode | MatchNode | { readonly op: 'not' | 'empty' }>

function truthOf(node: Condition, scope: Scope): boolean | null {
  switch (node.op) {
    case 'and':
      return every(node.operands, scope)
    case 'or':
      return some(node.operands, scope)
    case 'not':
      return opposite(evaluate(node.operand, scope))
    case 'in':
      return isIn(node, scope)
    case 'contains':
    case 'startsWith':
      return matches(node, scope)
    case 'empty':
      return isEmpty(evaluate(node.operand, scope))
    default:
      return compared(node, evaluate(node.left, scope), evaluate(node.right, scope))
  }
}

function literalValue(node: LiteralNode): Value {
  return node.type === 'decimal' && typeof node.value === 'string' ? decimalOf(node.value) : node.value
}

function rounded(value: Value, scale: number): Value {
  return value !== null && typeof value === 'object' && !isList(value) ? roundTo(value, scale) : null
}

function opposite(value: Value): boolean | null {
  return typeof value === 'boolean' ? !value : null
}

function every(operands: readonly Expression[], scope: Scope): boolean | null {
  let result: boolean | null = true
  for (const operand of operands) {
    const value = evaluate(operand, scope)
    if (value === false) return false
    if (value !== true) result = null
  }
  return result
}

function some(operands: readonly Expression[], scope: Scope): boolean | null {
  let result: boolean | null = false
  for (const operand of operands) {
    const value = evaluate(operand, scope)
    if (value === true) return true
    if (value !== false) result = null
  }
  return result
}

function isIn(node: InNode, scope: Scope): boolean | null {
  const value = evaluate(node.operand, scope)
  const list = isActor(node.list) ? scope.actor[node.list.attribute] : node.list.map((one) => evaluate(one, scope))
  const members: readonly Value[] = Array.isArray(list) ? list : [list as Value]
  const answers = members.map((one) => equalValues(value, one))
  return answers.includes(true) ? true : answers.includes(null) ? null : false
}

function isActor(list: InNode['list']): list is ActorNode {
  return !Array.isArray(list)
}

function matches(node: MatchNode, scope: Scope): boolean {
  const stored = scope.read(node.operand.path)
  return typeof stored === 'string' && matchesText(node.op, stored, node.text)
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (isList(value) && value.length === 0)
}

function compared(node: CompareNode, left: Value, right: Value): boolean | null {
  if (left === null || right === null) return null
  if (node.op === 'eq' || node.op === 'ne') return equalValues(left, right) === (node.op === 'eq')
  const order = compareValues(left, right)
  if (order === null) return null
  if (node.op === 'lt') return order < 0
  if (node.op === 'lte') return order <= 0
  return node.op === 'gt' ? order > 0 : order >= 0
}

function aggregate(node: AggregateNode, scope: Scope): Value {
  const { value, where } = node
  const rows = scope.rows(node.relation).filter((row) => where === null || holds(where, row))
  if (value === null) return decimalOf(rows.length)
  return aggregateOf(
    node.fn,
    rows.map((row) => evaluate(value, row)),
  )
}
