import type { Expression } from '../../../expressions/tree.js'

type Json = Readonly<Record<string, unknown>>

/**
 * The condition as a list's `where` takes it: fields compared with what is known beforehand, all or any of them. Null where it says more than that;
 * what is found is then looked through on the screen.
 */
export function conditionOf(expression: Expression): Json | null {
  if (expression.op === 'literal') return expression.value === true ? {} : null
  if (expression.op === 'and' || expression.op === 'or') {
    const parts = expression.operands.map(conditionOf)
    return parts.includes(null) ? null : { [expression.op]: parts }
  }
  return comparisonOf(expression)
}

function comparisonOf(expression: Expression): Json | null {
  if (expression.op === 'eq') return test(expression.left, knownIn(expression.right))
  if (expression.op === 'lt' || expression.op === 'lte' || expression.op === 'gt' || expression.op === 'gte')
    return test(expression.left, wrapped(expression.op, knownIn(expression.right)))
  if (expression.op !== 'in' || !Array.isArray(expression.list)) return null
  const values = expression.list.map(knownIn)
  return values.includes(undefined) ? null : test(expression.operand, values)
}

const wrapped = (op: string, value: unknown): unknown => (value === undefined ? undefined : { [op]: value })

function test(operand: Expression, value: unknown): Json | null {
  return operand.op === 'path' && value !== undefined ? { [operand.path.join('.')]: value } : null
}

const knownIn = (expression: Expression): string | boolean | undefined =>
  expression.op === 'literal' && expression.value !== null ? expression.value : undefined
