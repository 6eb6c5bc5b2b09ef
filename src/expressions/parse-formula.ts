/**
 * One line of formula → one frozen tree. Precedence, loosest first: `or`, `and`, `not`, comparisons and `in`, `+ -`, `* /`, sign.
 * Functions are in `functions.ts`. Nothing is looked up: `types.ts` does that.
 */
import { deepFreeze } from '../kernel/freeze.js'
import { actorOf, and, literalOf, not, or, pathOf } from './build.js'
import { functionCall, isFunction, unknownFunction } from './functions.js'
import { TokenReader } from './token-reader.js'
import { FormulaError, type FormulaProblem, type Token, tokensOf, wrong } from './tokens.js'
import type { ActorNode, ArithmeticNode, CompareNode, Expression } from './tree.js'
import { depthOf } from './walk.js'

export type { FormulaProblem } from './tokens.js'
export type ParsedFormula = { readonly expression: Expression } | { readonly problem: FormulaProblem }

const longest = 1_000
const deepest = 50

export function parseFormula(text: string): ParsedFormula {
  try {
    return { expression: deepFreeze(parse(text)) }
  } catch (error) {
    if (error instanceof FormulaError) return { problem: error.problem }
    throw error
  }
}

function parse(text: string): Expression {
  if (text.length > longest)
    throw wrong('too-long', longest, `公式最多 ${longest} 个字符。`, `A formula has at most ${longest} characters.`)
  const reader = new TokenReader(tokensOf(text))
  const expression = anyOf(reader, 0)
  if (reader.peek().kind !== 'end') throw reader.unexpected('end')
  if (depthOf(expression) > deepest) throw tooDeep(0)
  return expression
}

function tooDeep(position: number): FormulaError {
  return wrong('too-deep', position, `公式嵌套不能超过 ${deepest} 层。`, `A formula nests at most ${deepest} deep.`)
}

function anyOf(reader: TokenReader, depth: number): Expression {
  if (depth > deepest) throw tooDeep(reader.peek().position)
  const operands = [allOf(reader, depth)]
  while (reader.takes('or')) operands.push(allOf(reader, depth))
  return operands.length === 1 ? (operands[0] ?? literalOf('boolean', false)) : or(...operands)
}

function allOf(reader: TokenReader, depth: number): Expression {
  const operands = [opposite(reader, depth)]
  while (reader.takes('and')) operands.push(opposite(reader, depth))
  return operands.length === 1 ? (operands[0] ?? literalOf('boolean', true)) : and(...operands)
}

function opposite(reader: TokenReader, depth: number): Expression {
  if (depth > deepest) throw tooDeep(reader.peek().position)
  return reader.takes('not') ? not(opposite(reader, depth + 1)) : comparison(reader, depth)
}

const comparisons: Readonly<Record<string, CompareNode['op']>> = { '=': 'eq', '<>': 'ne', '<': 'lt', '<=': 'lte', '>': 'gt', '>=': 'gte' }

function comparison(reader: TokenReader, depth: number): Expression {
  const left = sum(reader, depth)
  if (reader.takes('in')) return { op: 'in', operand: left, list: members(reader, depth) }
  const sign = reader.peek()
  const op = sign.kind === 'sign' ? comparisons[sign.text] : undefined
  if (op === undefined) return left
  reader.next()
  return { op, left, right: sum(reader, depth) }
}

/** `('a', 'b')`, or an actor's list. */
function members(reader: TokenReader, depth: number): readonly Expression[] | ActorNode {
  const { kind, text } = reader.peek()
  const attribute = kind === 'name' ? actorAttribute(text) : undefined
  if (attribute !== undefined && reader.takes(text)) return actorOf(attribute)
  reader.expect('(')
  return listUntilClosed(reader, depth)
}

function listUntilClosed(reader: TokenReader, depth: number): readonly Expression[] {
  if (reader.takes(')')) return []
  const list = [anyOf(reader, depth + 1)]
  while (reader.takes(',')) list.push(anyOf(reader, depth + 1))
  reader.expect(')')
  return list
}

function sum(reader: TokenReader, depth: number): Expression {
  return chain(reader, { '+': 'add', '-': 'subtract' }, () => term(reader, depth))
}

function term(reader: TokenReader, depth: number): Expression {
  return chain(reader, { '*': 'multiply', '/': 'divide' }, () => signed(reader, depth))
}

function chain(reader: TokenReader, operators: Readonly<Record<string, ArithmeticNode['op']>>, part: () => Expression): Expression {
  let left = part()
  for (;;) {
    const sign = reader.peek()
    const op = sign.kind === 'sign' ? operators[sign.text] : undefined
    if (op === undefined) return left
    reader.next()
    left = { op, left, right: part() }
  }
}

/** A sign before a number belongs to the number. */
function signed(reader: TokenReader, depth: number): Expression {
  if (depth > deepest) throw tooDeep(reader.peek().position)
  if (!reader.takes('-')) return primary(reader, depth)
  const isNumber = reader.peek().kind === 'number'
  const operand = signed(reader, depth + 1)
  return isNumber && operand.op === 'literal' ? literalOf('decimal', `-${String(operand.value)}`) : { op: 'negate', operand }
}

function primary(reader: TokenReader, depth: number): Expression {
  if (reader.takes('(')) {
    const inside = anyOf(reader, depth + 1)
    reader.expect(')')
    return inside
  }
  const token = reader.peek()
  if (token.kind === 'end' || token.kind === 'sign' || reserved.has(token.text)) throw reader.unexpected('value')
  reader.next()
  if (token.kind === 'number') return literalOf('decimal', token.text)
  return token.kind === 'text' ? literalOf('text', token.text) : named(reader, token, depth)
}

const reserved = new Set(['and', 'or', 'not', 'in'])
const constants: Readonly<Record<string, Expression>> = deepFreeze({
  true: literalOf('boolean', true),
  false: literalOf('boolean', false),
  today: { op: 'now', unit: 'date' },
  now: { op: 'now', unit: 'instant' },
})

function named(reader: TokenReader, token: Token, depth: number): Expression {
  if (reader.sees('(')) return called(reader, token, depth)
  if (Object.hasOwn(constants, token.text)) return constants[token.text] ?? literalOf('unknown', null)
  const [head = '', ...rest] = token.text.split('.')
  const attribute = actorAttribute(token.text)
  if (attribute !== undefined) return actorOf(attribute)
  if (head === 'answer' && rest.length === 1) return { op: 'answer', name: rest[0] ?? '', type: 'unknown' }
  return pathOf([head, ...rest])
}

function called(reader: TokenReader, token: Token, depth: number): Expression {
  if (!isFunction(token.text)) throw unknownFunction(token)
  reader.expect('(')
  return functionCall(token, listUntilClosed(reader, depth))
}

const attributes: readonly ActorNode['attribute'][] = ['id', 'department', 'departments', 'roles', 'warehouse']

function actorAttribute(text: string): ActorNode['attribute'] | undefined {
  return attributes.find((attribute) => text === `actor.${attribute}`)
}
