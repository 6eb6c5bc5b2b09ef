import { and, compare, not, or, pathOf } from './build.js'
import type { Complaints } from './condition-problems.js'
import { expressionOfValue } from './condition-values.js'
import { type ActorNode, always, type CompareNode, type Expression, type PathNode } from './tree.js'

const operators: readonly string[] = ['lt', 'lte', 'gt', 'gte', 'not', 'contains', 'startsWith', 'empty']
const mostValues = 1_000

/** An object is a comparison as soon as one of its keys is an operator. */
export function isComparison(test: object): boolean {
  return Object.keys(test).some((key) => operators.includes(key))
}

/** What one path is tested for: a value, a list, or a comparison. */
export function parseTest(complaints: Complaints, path: readonly string[], test: unknown, at: string): Expression {
  if (!complaints.counts(at)) return always
  const subject = pathOf(path)
  if (Array.isArray(test)) return oneOf(complaints, subject, test, at)
  if (typeof test === 'object' && test !== null && isComparison(test)) return comparison(complaints, subject, test, at)
  return equal(complaints, subject, test, at)
}

/** Blank text is stored as nothing, so asking for it asks for nothing there. */
function equal(complaints: Complaints, subject: PathNode, value: unknown, at: string): Expression {
  if (value === null || value === '') return { op: 'empty', operand: subject }
  const expression = expressionOfValue(value)
  if (expression === undefined) return complaints.badValue(at)
  return isActorList(expression) ? { op: 'in', operand: subject, list: expression } : compare('eq', subject, expression)
}

function isActorList(node: Expression): node is ActorNode {
  return node.op === 'actor' && (node.attribute === 'departments' || node.attribute === 'roles')
}

/** Null in the list: or nothing there. */
function oneOf(complaints: Complaints, subject: PathNode, values: readonly unknown[], at: string): Expression {
  if (values.length > mostValues) return complaints.tooLong(at, mostValues)
  const given = values.filter((value) => value !== null && value !== '')
  const list = given.map((value, index) => expressionOfValue(value) ?? complaints.badValue(`${at}.${index}`))
  if (list.some((one) => isActorList(one))) return complaints.badValue(at)
  const isOneOf: Expression = { op: 'in', operand: subject, list }
  return given.length < values.length ? or(isOneOf, { op: 'empty', operand: subject }) : isOneOf
}

function comparison(complaints: Complaints, subject: PathNode, test: object, at: string): Expression {
  return and(always, ...Object.entries(test).map(([key, value]) => compareBy(complaints, subject, { key, value, at: `${at}.${key}` })))
}

interface Part {
  readonly key: string
  readonly value: unknown
  readonly at: string
}

function compareBy(complaints: Complaints, subject: PathNode, { key, value, at }: Part): Expression {
  if (key === 'empty') return typeof value === 'boolean' ? emptiness(subject, value) : complaints.badValue(at)
  if (key === 'not') return differs(complaints, subject, value, at)
  const expression = expressionOfValue(value)
  if (!operators.includes(key)) return complaints.unknownOperator(at, key, operators)
  if (expression === undefined || value === null || value === '') return complaints.badValue(at)
  if (key !== 'contains' && key !== 'startsWith') return compare(key as CompareNode['op'], subject, expression)
  return typeof value === 'string' ? { op: key, operand: subject, text: value.trim() } : complaints.badValue(at)
}

function emptiness(subject: PathNode, wanted: boolean): Expression {
  const empty: Expression = { op: 'empty', operand: subject }
  return wanted ? empty : not(empty)
}

/** What is absent does not differ: it is neither equal nor unequal. `{ not: null }` asks for something there. */
function differs(complaints: Complaints, subject: PathNode, value: unknown, at: string): Expression {
  const same = Array.isArray(value) ? oneOf(complaints, subject, value, at) : equal(complaints, subject, value, at)
  return same.op === 'eq' ? compare('ne', same.left, same.right) : not(same)
}
