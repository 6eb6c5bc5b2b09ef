import { deepFreeze } from '../kernel/freeze.js'
import { oncePer } from '../kernel/once-per.js'
import { always, type Expression } from './tree.js'
import { childrenOf, mapChildren } from './walk.js'

export interface References {
  /** Paths read on the row itself. */
  readonly paths: readonly (readonly string[])[]
  /** Relations aggregated over, with what is read on their rows. */
  readonly relations: readonly { readonly relation: string; readonly references: References }[]
  readonly answers: readonly string[]
}

/** Everything an expression reads, each once, in the order it stands. */
export const referencesOf = oncePer((expression: Expression): References => {
  const nodes = nodesOf(expression)
  const paths = nodes.flatMap((node) => (node.op === 'path' ? [node.path] : []))
  const answers = nodes.flatMap((node) => (node.op === 'answer' ? [node.name] : []))
  const relations = nodes.flatMap((node) =>
    node.op === 'aggregate' ? [{ relation: node.relation, references: merged([node.value ?? always, node.where ?? always]) }] : [],
  )
  return { paths: [...new Map(paths.map((path) => [path.join('.'), path])).values()], relations, answers: [...new Set(answers)] }
})

function merged(expressions: readonly Expression[]): References {
  return referencesOf({ op: 'and', operands: expressions })
}

/** The node and all below it on the same row. */
export function nodesOf(expression: Expression): readonly Expression[] {
  return [expression, ...childrenOf(expression).flatMap(nodesOf)]
}

/** Does it read other rows than its own? */
export function readsElsewhere(expression: Expression): boolean {
  return nodesOf(expression).some((node) => node.op === 'aggregate' || (node.op === 'path' && node.path.length > 1))
}

/** Does the answer change with the day or the instant, without any row being written? Such a formula is never stored. */
export function readsToday(expression: Expression): boolean {
  return nodesOf(expression).some(
    (node) => node.op === 'now' || (node.op === 'aggregate' && [node.value, node.where].some((part) => part !== null && readsToday(part))),
  )
}

/** The same expression read from a row that refers to this one: every path and relation starts with `prefix`. */
export function readFrom(prefix: string, expression: Expression): Expression {
  return deepFreeze(prefixed(prefix, expression))
}

function prefixed(prefix: string, node: Expression): Expression {
  if (node.op === 'path') return { ...node, path: [prefix, ...node.path] }
  if (node.op === 'aggregate') return { ...node, relation: `${prefix}.${node.relation}` }
  return mapChildren(node, (child) => prefixed(prefix, child))
}
