/**
 * What type an expression has, and everything about it that does not fit. Nothing is converted but constants: a text beside
 * a date is read as a date. The answer's expression knows the type and scale of each path.
 */
import { deepFreeze } from '../kernel/freeze.js'
import type { ArithmeticNode, ChooseNode, DayNode, Expression, IfNode, NegateNode, RoundNode, ValueType } from './tree.js'
import { checkCompare, checkCondition, checkIn } from './type-conditions.js'
import { checkLiteral } from './type-constants.js'
import { checkAggregate, checkAnswer, checkMatch, checkPath } from './type-paths.js'
import { type Check, type Checked, checked, expectType, type TypeProblem, type TypeScope } from './type-scope.js'
import { checkArithmetic, checkChoice, checkDays, checkIf, checkNegate, checkRound } from './type-values.js'

export type { NamedType, TypeProblem, TypeScope } from './type-scope.js'
export type TypeChecked =
  | { readonly expression: Expression; readonly type: ValueType; readonly scale: number | null }
  | { readonly problems: readonly TypeProblem[] }

/** @param want  the type it must have, e.g. `boolean` for a condition */
export function typeCheck(expression: Expression, scope: TypeScope, want?: ValueType): TypeChecked {
  const check: Check = { scope, problems: [], nested: 0 }
  const found = checkNode(check, expression, want === undefined ? undefined : { type: want, options: null })
  if (want !== undefined) expectType(check, found, want, { zh: '表达式', en: 'The expression' })
  if (check.problems.length > 0) return { problems: check.problems }
  return { expression: deepFreeze(found.node), type: found.type, scale: found.scale }
}

function checkNode(check: Check, node: Expression, want?: Pick<Checked, 'type' | 'options'>): Checked {
  switch (node.op) {
    case 'literal':
      return checkLiteral(check, node, want)
    case 'path':
      return checkPath(check, node)
    case 'actor':
      return checked(node, node.attribute === 'departments' || node.attribute === 'roles' ? 'list' : 'reference')
    case 'now':
      return checked(node, node.unit)
    case 'answer':
      return checkAnswer(check, node)
    case 'aggregate':
      return checkAggregate(checkNode, check, node)
    case 'contains':
    case 'startsWith':
      return checkMatch(check, node)
    case 'in':
      return checkIn(checkNode, check, node)
    case 'and':
    case 'or':
    case 'not':
    case 'empty':
      return checkCondition(checkNode, check, node)
    case 'eq':
    case 'ne':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return checkCompare(checkNode, check, node)
    default:
      return checkComputed(check, node, want)
  }
}

type Computed = Extract<Expression, IfNode | ChooseNode | ArithmeticNode | DayNode | NegateNode | RoundNode>

function checkComputed(check: Check, node: Computed, want?: Pick<Checked, 'type' | 'options'>): Checked {
  switch (node.op) {
    case 'if':
      return checkIf(checkNode, check, node, want)
    case 'coalesce':
    case 'least':
    case 'greatest':
      return checkChoice(checkNode, check, node, want)
    case 'addDays':
    case 'daysBetween':
      return checkDays(checkNode, check, node)
    case 'negate':
      return checkNegate(checkNode, check, node)
    case 'round':
      return checkRound(checkNode, check, node)
    default:
      return checkArithmetic(checkNode, check, node)
  }
}
