import type { StoredValue } from '../compile/field-values.js'
import { and, literalOf, or } from '../expressions/build.js'
import { nodesOf } from '../expressions/references.js'
import { type AnswerNode, always, type Expression, type InNode } from '../expressions/tree.js'
import { isNodeList, mapChildren } from '../expressions/walk.js'
import type { Parameters } from './parameters.js'

/**
 * Puts the parameters into the condition of a report. A test that names a parameter nobody gave asks for nothing: it is left out, so that an optional
 * parameter narrows the report only when it is there.
 */
export function bindParameters(condition: Expression, parameters: Parameters): Expression {
  if (condition.op === 'and') return and(...condition.operands.map((one) => bindParameters(one, parameters)))
  if (condition.op === 'or') return eitherOf(condition.operands, parameters)
  return asksForNothing(condition, parameters) ? always : filled(condition, parameters)
}

function eitherOf(operands: readonly Expression[], parameters: Parameters): Expression {
  const asked = operands.filter((one) => one.op === 'and' || one.op === 'or' || !asksForNothing(one, parameters))
  return asked.length === 0 ? always : or(...asked.map((one) => bindParameters(one, parameters)))
}

function asksForNothing(test: Expression, parameters: Parameters): boolean {
  return nodesOf(test).some((node) => node.op === 'answer' && (parameters[node.name] ?? null) === null)
}

function filled(node: Expression, parameters: Parameters): Expression {
  if (node.op === 'answer') return literalFor(node, parameters[node.name] ?? null)
  if (node.op === 'in') return filledIn(node, parameters)
  return mapChildren(node, (child) => filled(child, parameters))
}

/** A parameter of several options stands for as many entries of the list. */
function filledIn(node: InNode, parameters: Parameters): Expression {
  if (!isNodeList(node.list)) return { ...node, operand: filled(node.operand, parameters) }
  const list = node.list.flatMap((entry) => {
    const value = entry.op === 'answer' ? (parameters[entry.name] ?? null) : null
    return Array.isArray(value) ? value.map((one) => literalOf('text', String(one))) : [filled(entry, parameters)]
  })
  return { ...node, operand: filled(node.operand, parameters), list }
}

function literalFor({ type }: AnswerNode, value: StoredValue): Expression {
  return literalOf(type, typeof value === 'boolean' || value === null ? value : String(value))
}
