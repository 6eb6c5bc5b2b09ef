import type { AggregateNode, Expression, InNode } from './tree.js'
import { isNodeList, mapChildren } from './walk.js'

/** How tightly a node holds together; a looser one inside a tighter one gets parentheses. */
const strengths: Readonly<Partial<Record<Expression['op'], number>>> = {
  or: 1,
  and: 2,
  not: 3,
  eq: 4,
  ne: 4,
  lt: 4,
  lte: 4,
  gt: 4,
  gte: 4,
  in: 4,
  add: 5,
  subtract: 5,
  multiply: 6,
  divide: 6,
  negate: 7,
}
const tightest = 8

const signs: Readonly<Partial<Record<Expression['op'], string>>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
}

/**
 * The line of formula that parses back to this tree; types are not written. Within an aggregate, paths say its relation.
 * An absent value, which no line can say, prints as `null`.
 */
export function printFormula(node: Expression): string {
  switch (node.op) {
    case 'literal':
      return typeof node.value === 'string' && node.type !== 'decimal' ? quoted(node.value) : String(node.value)
    case 'path':
      return node.path.join('.')
    case 'actor':
      return `actor.${node.attribute}`
    case 'now':
      return node.unit === 'date' ? 'today' : 'now'
    case 'answer':
      return `answer.${node.name}`
    case 'and':
    case 'or':
      return node.operands.map((operand) => inside(operand, strengthOf(node) + 1)).join(` ${node.op} `)
    case 'not':
      return `not ${inside(node.operand, strengthOf(node))}`
    case 'in':
      return `${inside(node.operand, strengthOf(node) + 1)} in ${listText(node.list)}`
    case 'negate':
      return `-${inside(node.operand, strengthOf(node))}`
    default:
      return Object.hasOwn(signs, node.op) ? printBinary(node) : printCall(node)
  }
}

function printBinary(node: Expression): string {
  if (!('left' in node)) return ''
  const strength = strengthOf(node)
  const isComparison = strength === 4
  return `${inside(node.left, isComparison ? strength + 1 : strength)} ${signs[node.op] ?? ''} ${inside(node.right, strength + 1)}`
}

function printCall(node: Expression): string {
  if (node.op === 'aggregate') return printAggregate(node)
  if (node.op === 'if') return call('if', [node.condition, node.then, node.otherwise])
  if (node.op === 'contains' || node.op === 'startsWith') return `${node.op}(${printFormula(node.operand)}, ${quoted(node.text)})`
  if (node.op === 'round') return `round(${printFormula(node.operand)}, ${node.scale})`
  if ('operands' in node) return call(node.op, node.operands)
  if ('left' in node) return call(node.op, [node.left, node.right])
  return 'operand' in node ? call(node.op, [node.operand]) : ''
}

function call(name: string, given: readonly Expression[]): string {
  return `${name}(${given.map(printFormula).join(', ')})`
}

function printAggregate({ fn, relation, value, where }: AggregateNode): string {
  const condition = where === null ? '' : `, ${printFormula(spoken(relation, where))}`
  return `${fn}(${value === null ? relation : printFormula(spoken(relation, value))}${condition})`
}

/** Every path of the row with the relation before it; an inner aggregate stays as it is read there. */
function spoken(relation: string, node: Expression): Expression {
  if (node.op === 'path') return { ...node, path: [...relation.split('.'), ...node.path] }
  return mapChildren(node, (child) => spoken(relation, child))
}

function listText(list: InNode['list']): string {
  return isNodeList(list) ? `(${list.map(printFormula).join(', ')})` : printFormula(list)
}

function inside(node: Expression, atLeast: number): string {
  return strengthOf(node) < atLeast ? `(${printFormula(node)})` : printFormula(node)
}

function strengthOf(node: Expression): number {
  return strengths[node.op] ?? tightest
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
