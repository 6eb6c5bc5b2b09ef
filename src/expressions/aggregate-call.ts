import { nodesOf } from './references.js'
import { type Token, wrong } from './tokens.js'
import type { AggregateNode, Expression } from './tree.js'
import { mapChildren } from './walk.js'

/**
 * `sum(lines.amount * lines.rate, lines.open = true)`: the relation is the first step of the first dotted path of the value; within
 * the call paths may say it or not, the tree never does: its inner expressions are read on the rows.
 * @throws FormulaError when no relation is named
 */
export function aggregateCall({ text, position }: Token, [value, where]: readonly Expression[]): Expression {
  const fn = text as AggregateNode['fn']
  const relation = value === undefined ? undefined : relationOf(fn, value)
  if (relation === undefined || value === undefined) throw noRelation(fn, position)
  const inner = fn === 'count' ? null : within(relation, value)
  return { op: 'aggregate', fn, relation, value: inner, where: where === undefined ? null : within(relation, where) }
}

/** `count(lines)` names the relation alone. */
function relationOf(fn: AggregateNode['fn'], value: Expression): string | undefined {
  if (fn === 'count') return value.op === 'path' ? value.path.join('.') : undefined
  return nodesOf(value)
    .map((node) =>
      node.op === 'path' && node.path.length > 1 ? node.path[0] : node.op === 'aggregate' ? dottedHead(node.relation) : undefined,
    )
    .find((head) => head !== undefined)
}

function dottedHead(relation: string): string | undefined {
  const [head, ...rest] = relation.split('.')
  return rest.length > 0 ? head : undefined
}

function within(relation: string, node: Expression): Expression {
  const prefix = `${relation}.`
  if (node.op === 'path' && node.path.length > 1 && node.path.join('.').startsWith(prefix)) {
    return { ...node, path: node.path.slice(relation.split('.').length) }
  }
  if (node.op === 'aggregate' && node.relation.startsWith(prefix)) return { ...node, relation: node.relation.slice(prefix.length) }
  return mapChildren(node, (child) => within(relation, child))
}

function noRelation(fn: string, position: number): Error {
  if (fn === 'count')
    return wrong(
      'no-relation',
      position,
      'count() 需要关联的名称，例如 count(lines)。',
      'count() takes the name of a relation: count(lines).',
    )
  return wrong(
    'no-relation',
    position,
    `${fn}() 需要关联中的字段，例如 ${fn}(lines.amount)。`,
    `${fn}() takes a field of a relation: ${fn}(lines.amount).`,
  )
}
