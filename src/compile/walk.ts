import { nodesOf } from '../expressions/references.js'
import type { AggregateNode, Expression } from '../expressions/tree.js'

export const aggregatesIn = (expression: Expression): readonly AggregateNode[] =>
  nodesOf(expression).filter((node): node is AggregateNode => node.op === 'aggregate')

/** Paths read on this row, each once. */
export function pathsIn(expression: Expression): readonly (readonly string[])[] {
  const paths = nodesOf(expression).flatMap((node) => (node.op === 'path' ? [node.path] : []))
  return [...new Map(paths.map((path) => [path.join('.'), path])).values()]
}

/** Both halves of an aggregate, as far as it has them. */
export const insideOf = (aggregate: AggregateNode): readonly Expression[] =>
  [aggregate.value, aggregate.where].filter((part): part is Expression => part !== null)

/** The expression and everything it aggregates, on whatever row. */
export const everyNodeOf = (expression: Expression): readonly Expression[] =>
  nodesOf(expression).flatMap((node) => (node.op === 'aggregate' ? [node, ...insideOf(node).flatMap(everyNodeOf)] : [node]))
