/**
 * A condition as JSON → one frozen tree: a value is equal, null is empty, a list is one-of, `{ lt lte gt gte not contains startsWith empty }`
 * compares, `and or not` group, a dotted key or an object under a reference walks. Whoever sends it is not trusted.
 */
import { deepFreeze } from '../kernel/freeze.js'
import type { Problem } from '../kernel/problem.js'
import { and, not, or } from './build.js'
import { Complaints } from './condition-problems.js'
import { isComparison, parseTest } from './condition-tests.js'
import { isNamedValue, isPlainObject, pathFrom } from './condition-values.js'
import { always, type Expression } from './tree.js'

export type ParsedCondition = { readonly expression: Expression } | { readonly problems: readonly Problem[] }

const deepest = 10

/** @param at  where it stands, e.g. `resource:contact.scopes.own`; the place of each problem starts with it */
export function parseCondition(json: unknown, at = ''): ParsedCondition {
  const complaints = new Complaints()
  const expression = parseGroup({ complaints, path: [], depth: 0 }, json, at)
  return complaints.found.length > 0 ? { problems: complaints.found } : { expression: deepFreeze(expression) }
}

interface Level {
  readonly complaints: Complaints
  /** References walked to get here. */
  readonly path: readonly string[]
  readonly depth: number
}

function parseGroup(level: Level, json: unknown, at: string): Expression {
  if (level.depth > deepest) return level.complaints.tooDeep(at, deepest)
  if (!isPlainObject(json)) return level.complaints.notACondition(at)
  return and(always, ...Object.entries(json).map(([key, test]) => parseKey({ ...level, depth: level.depth + 1 }, key, test, at)))
}

function parseKey(level: Level, key: string, test: unknown, at: string): Expression {
  const place = at === '' ? key : `${at}.${key}`
  if (key === 'not' && isPlainObject(test)) return not(parseGroup(level, test, place))
  if ((key === 'and' || key === 'or') && Array.isArray(test)) return parseParts(level, key, test, place)
  const path = pathFrom(key)
  if (path === undefined || key === 'and' || key === 'or' || key === 'not') return level.complaints.badKey(place)
  const whole = [...level.path, ...path]
  if (isPlainObject(test) && !isNamedValue(test) && !isComparison(test)) return parseGroup({ ...level, path: whole }, test, place)
  return parseTest(level.complaints, whole, test, place)
}

function parseParts(level: Level, op: 'and' | 'or', parts: readonly unknown[], at: string): Expression {
  const conditions = parts.map((part, index) => parseGroup(level, part, `${at}.${index}`))
  return op === 'and' ? and(...conditions) : or(...conditions)
}
