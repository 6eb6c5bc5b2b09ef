/** The values a condition may name, as JSON, and the constants beside them. */
import { decimalOf, isDecimalText } from '../kernel/decimal.js'
import { actorOf, literalOf, pathOf } from './build.js'
import type { ActorNode, Expression } from './tree.js'

const attributes: readonly string[] = ['id', 'department', 'departments', 'roles', 'warehouse']
const named: readonly string[] = ['actor', 'ref', 'now', 'answer', 'parameter']
const nameShape = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/
const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
const loneSurrogate = /\p{Cs}/u
const longestText = 2_000
const longestPath = 200
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no database column takes.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A dotted path whose steps are names; undefined for anything else. */
export function pathFrom(text: unknown): readonly string[] | undefined {
  if (typeof text !== 'string' || text.length > longestPath || !nameShape.test(text)) return undefined
  const steps = text.split('.')
  return steps.some((step) => forbidden.has(step)) ? undefined : steps
}

/** `{"actor":"id"}` and its kind: one key that names a value. */
export function isNamedValue(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isPlainObject(value)) return false
  const [key, ...others] = Object.keys(value)
  return key !== undefined && others.length === 0 && named.includes(key) && typeof value[key] === 'string'
}

/**
 * A value of a definition as an expression: constant, `{actor}`, `{ref}`, `{now}`, `{answer}`, `{parameter}`. Numbers become decimal text,
 * text is trimmed as stored text is. Undefined for anything else.
 */
export function expressionOfValue(value: unknown): Expression | undefined {
  if (value === null) return literalOf('unknown', null)
  if (typeof value === 'boolean') return literalOf('boolean', value)
  if (typeof value === 'number') return numberLiteral(value)
  if (typeof value === 'string') return textLiteral(value)
  return isNamedValue(value) ? namedExpression(value) : undefined
}

function numberLiteral(value: number): Expression | undefined {
  const text = Number.isFinite(value) ? decimalOf(value).toFixed() : ''
  return isDecimalText(text) ? literalOf('decimal', text) : undefined
}

function textLiteral(value: string): Expression | undefined {
  return value.length > longestText || controls.test(value) || loneSurrogate.test(value) ? undefined : literalOf('text', value.trim())
}

function namedExpression(value: Readonly<Record<string, unknown>>): Expression | undefined {
  const [[kind, name] = ['', '']] = Object.entries(value)
  if (kind === 'actor') return attributes.includes(String(name)) ? actorOf(name as ActorNode['attribute']) : undefined
  if (kind === 'now') return name === 'date' || name === 'instant' ? { op: 'now', unit: name } : undefined
  const path = pathFrom(name)
  if (path === undefined) return undefined
  if (kind === 'ref') return pathOf(path)
  return path.length === 1 ? { op: 'answer', name: path[0] ?? '', type: 'unknown' } : undefined
}
