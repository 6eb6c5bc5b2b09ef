/** The functions of the formula language: what they are called, what they take, which node they make. */
import { didYouMean } from '../kernel/suggest.js'
import { aggregateCall } from './aggregate-call.js'
import { type FormulaError, type Token, wrong } from './tokens.js'
import type { Expression } from './tree.js'

interface FunctionShape {
  readonly least: number
  readonly most: number
  readonly make: (token: Token, given: readonly Expression[]) => Expression
}

/** Choosing among more is no formula any more but a table. */
const mostChoices = 8
const mostDigits = 18

const binary =
  (op: 'addDays' | 'daysBetween') =>
  (token: Token, [left, right]: readonly Expression[]): Expression => ({ op, left: there(token, left), right: there(token, right) })

const choice =
  (op: 'coalesce' | 'least' | 'greatest') =>
  (_token: Token, operands: readonly Expression[]): Expression => ({ op, operands })

const aggregate = { least: 1, most: 2, make: aggregateCall }
const search = { least: 2, most: 2, make: searchCall }

const functions: Readonly<Record<string, FunctionShape>> = {
  if: { least: 3, most: 3, make: ifCall },
  round: { least: 1, most: 2, make: roundCall },
  sum: aggregate,
  min: aggregate,
  max: aggregate,
  count: aggregate,
  coalesce: { least: 1, most: mostChoices, make: choice('coalesce') },
  least: { least: 1, most: mostChoices, make: choice('least') },
  greatest: { least: 1, most: mostChoices, make: choice('greatest') },
  addDays: { least: 2, most: 2, make: binary('addDays') },
  daysBetween: { least: 2, most: 2, make: binary('daysBetween') },
  empty: { least: 1, most: 1, make: (token, [operand]) => ({ op: 'empty', operand: there(token, operand) }) },
  contains: search,
  startsWith: search,
}

export function isFunction(name: string): boolean {
  return Object.hasOwn(functions, name)
}

export function unknownFunction({ text, position }: Token): FormulaError {
  const hint = didYouMean(text, Object.keys(functions))
  return wrong('unknown-function', position, `没有函数“${text}”。${hint.zh}`, `There is no function “${text}”. ${hint.en}`.trim())
}

/** @throws FormulaError for an unknown function or arguments that do not fit it */
export function functionCall(token: Token, given: readonly Expression[]): Expression {
  const shape = isFunction(token.text) ? functions[token.text] : undefined
  if (shape === undefined) throw unknownFunction(token)
  if (given.length < shape.least || given.length > shape.most) throw wrongCount(token, shape, given.length)
  return shape.make(token, given)
}

function wrongCount({ text, position }: Token, { least, most }: FunctionShape, count: number): FormulaError {
  const wanted = least === most ? String(least) : `${least}–${most}`
  return wrong(
    'argument-count',
    position,
    `${text}() 需要 ${wanted} 个参数，而不是 ${count} 个。`,
    `${text}() takes ${wanted} arguments, not ${count}.`,
  )
}

function there(token: Token, given: Expression | undefined): Expression {
  if (given === undefined) throw wrong('argument-count', token.position, `${token.text}() 缺少参数。`, `${token.text}() lacks an argument.`)
  return given
}

function ifCall(token: Token, [condition, then, otherwise]: readonly Expression[]): Expression {
  return { op: 'if', condition: there(token, condition), then: there(token, then), otherwise: there(token, otherwise) }
}

function roundCall(token: Token, [operand, digits]: readonly Expression[]): Expression {
  const scale = digits === undefined ? 0 : digits.op === 'literal' && digits.type === 'decimal' ? Number(digits.value) : Number.NaN
  if (Number.isInteger(scale) && scale >= 0 && scale <= mostDigits) return { op: 'round', operand: there(token, operand), scale }
  throw wrong(
    'round-digits',
    token.position,
    `round() 的小数位数应为 0 到 ${mostDigits} 的整数。`,
    `round() takes a whole number of digits from 0 to ${mostDigits}.`,
  )
}

function searchCall(token: Token, [operand, sought]: readonly Expression[]): Expression {
  const { text: op, position } = token
  if (
    (op !== 'contains' && op !== 'startsWith') ||
    operand?.op !== 'path' ||
    sought?.op !== 'literal' ||
    typeof sought.value !== 'string'
  ) {
    throw wrong('search-arguments', position, `${op}() 需要字段和 '文本'。`, `${op}() takes a field and a 'text'.`)
  }
  return { op, operand, text: sought.value }
}
