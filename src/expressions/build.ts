import { deepFreeze } from '../kernel/freeze.js'
import { oncePer } from '../kernel/once-per.js'
import {
  type ActorNode,
  always,
  type CompareNode,
  type Expression,
  type LiteralNode,
  never,
  type PathNode,
  type ValueType,
} from './tree.js'
import { mapChildren } from './walk.js'

/** All of them: nested groups are flattened, repeated ones dropped, `always` disappears, one `never` decides. */
export function and(...operands: readonly Expression[]): Expression {
  return group('and', operands, always, never)
}

/** Any of them: `never` disappears, one `always` decides. */
export function or(...operands: readonly Expression[]): Expression {
  return group('or', operands, never, always)
}

export function not(operand: Expression): Expression {
  if (isLiteral(operand, true)) return never
  if (isLiteral(operand, false)) return always
  return deepFreeze({ op: 'not', operand })
}

export function pathOf(path: readonly string[], type: ValueType = 'unknown', scale: number | null = null): PathNode {
  return deepFreeze({ op: 'path', path: [...path], type, scale })
}

export function literalOf(type: ValueType, value: string | boolean | null): LiteralNode {
  return deepFreeze({ op: 'literal', type, value })
}

export function actorOf(attribute: ActorNode['attribute']): ActorNode {
  return deepFreeze({ op: 'actor', attribute })
}

export function compare(op: CompareNode['op'], left: Expression, right: Expression): CompareNode {
  return deepFreeze({ op, left, right })
}

/** Folds groups and negations of `always` and `never` all the way down; the answer on every row stays the same. */
export function simplify(node: Expression): Expression {
  if (node.op === 'aggregate') {
    const where = node.where === null ? null : simplify(node.where)
    return deepFreeze({ ...node, value: node.value === null ? null : simplify(node.value), where })
  }
  const inner = mapChildren(node, simplify)
  if (inner.op === 'and') return and(...inner.operands)
  if (inner.op === 'or') return or(...inner.operands)
  return inner.op === 'not' ? not(inner.operand) : deepFreeze(inner)
}

/** Structural equality, by the one order in which nodes are written. */
export const keyOf = oncePer((node: Expression): string =>
  JSON.stringify(node, (_key, part: unknown) => (isPlain(part) ? Object.fromEntries(Object.entries(part).sort()) : part)),
)

/** Each expression once, in the order they first stand. */
export function distinct(expressions: readonly Expression[]): readonly Expression[] {
  return [...new Map(expressions.map((one) => [keyOf(one), one])).values()]
}

export function isAlways(node: Expression): boolean {
  return isLiteral(node, true)
}

export function isNever(node: Expression): boolean {
  return isLiteral(node, false)
}

function group(op: 'and' | 'or', operands: readonly Expression[], neutral: LiteralNode, deciding: LiteralNode): Expression {
  const flat = operands.flatMap((operand) => (operand.op === op ? operand.operands : [operand]))
  if (flat.some((operand) => isLiteral(operand, deciding.value))) return deciding
  const left = distinct(flat.filter((operand) => !isLiteral(operand, neutral.value)))
  const [only] = left
  if (only === undefined) return neutral
  return left.length === 1 ? only : deepFreeze({ op, operands: left })
}

function isLiteral(node: Expression, value: string | boolean | null): boolean {
  return node.op === 'literal' && node.type === 'boolean' && node.value === value
}

function isPlain(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part)
}
