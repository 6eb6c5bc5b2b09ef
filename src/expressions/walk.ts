import type { ActorNode, Expression, InNode } from './tree.js'

/** The expressions directly inside one, on the same row; what an aggregate reads on its own rows is left to the caller. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.op) {
    case 'and':
    case 'or':
    case 'coalesce':
    case 'least':
    case 'greatest':
      return node.operands
    case 'not':
    case 'empty':
    case 'negate':
    case 'round':
    case 'contains':
    case 'startsWith':
      return [node.operand]
    case 'in':
      return isNodeList(node.list) ? [node.operand, ...node.list] : [node.operand, node.list]
    case 'if':
      return [node.condition, node.then, node.otherwise]
    case 'literal':
    case 'path':
    case 'actor':
    case 'now':
    case 'answer':
    case 'aggregate':
      return []
    default:
      return [node.left, node.right]
  }
}

export function isNodeList(list: InNode['list']): list is readonly Expression[] {
  return Array.isArray(list)
}

type Change = (node: Expression) => Expression

/** The same node around changed children; an aggregate's inner expressions stay. A match keeps an operand that is no path any more. */
export function mapChildren(node: Expression, change: Change): Expression {
  switch (node.op) {
    case 'and':
    case 'or':
    case 'coalesce':
    case 'least':
    case 'greatest':
      return { ...node, operands: node.operands.map(change) }
    case 'not':
    case 'empty':
    case 'negate':
    case 'round':
      return { ...node, operand: change(node.operand) }
    case 'contains':
    case 'startsWith':
      return { ...node, operand: pathOr(change(node.operand), node.operand) }
    case 'in':
      return { ...node, operand: change(node.operand), list: changedList(node.list, change) }
    case 'if':
      return { ...node, condition: change(node.condition), then: change(node.then), otherwise: change(node.otherwise) }
    case 'literal':
    case 'path':
    case 'actor':
    case 'now':
    case 'answer':
    case 'aggregate':
      return node
    default:
      return { ...node, left: change(node.left), right: change(node.right) }
  }
}

function pathOr<Path extends Expression>(changed: Expression, original: Path): Path {
  return changed.op === original.op ? (changed as Path) : original
}

function changedList(list: InNode['list'], change: Change): readonly Expression[] | ActorNode {
  return isNodeList(list) ? list.map(change) : pathOr(change(list), list)
}

/** How many nodes stand above one another. */
export function depthOf(node: Expression): number {
  const inner = node.op === 'aggregate' ? [node.value, node.where].filter((part) => part !== null) : childrenOf(node)
  return 1 + inner.reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0)
}
