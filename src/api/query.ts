import { assertClean, assertText } from '../http/clean-input.js'
import { MalformedError } from '../kernel/errors.js'

/** The query of a request, already known to hold nothing but parameters the route takes, each at most once. */
export interface Query {
  text(name: string, longest?: number): string | undefined
  /** A whole number within limits; outside them is a mistake of the caller, never silently another number. */
  integer(name: string, limits: { readonly min: number; readonly max: number }): number | undefined
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined
  /** `a,b`, each one of these. */
  choices<T extends string>(name: string, choices: readonly T[]): readonly T[] | undefined
  /** `a,b.c`; empty parts are mistakes. */
  names(name: string): readonly string[] | undefined
  /** A JSON object. */
  json(name: string): unknown
}

/** @throws MalformedError for a parameter the route does not take, or one given twice */
export function parseQuery(url: string, taken: readonly string[]): Query {
  const given = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(url.split('?').slice(1).join('?'))) {
    if (!taken.includes(name)) throw wrong(name, 'unknown-parameter', '未知参数。', 'There is no such parameter.')
    if (given.has(name)) throw wrong(name, 'repeated-parameter', '参数重复。', 'The parameter is given twice.')
    assertText(value)
    given.set(name, value)
  }
  return queryOf(given)
}

function queryOf(given: ReadonlyMap<string, string>): Query {
  return {
    text: (name, longest = 200) => shortText(name, given.get(name), longest),
    integer: (name, limits) => integerOf(name, given.get(name), limits),
    choice: (name, choices) => choiceOf(name, given.get(name), choices),
    choices: (name, choices) => namesOf(name, given.get(name))?.flatMap((each) => choiceOf(name, each, choices) ?? []),
    names: (name) => namesOf(name, given.get(name)),
    json: (name) => jsonOf(name, given.get(name)),
  }
}

function shortText(name: string, text: string | undefined, longest: number): string | undefined {
  if (text === undefined || text === '') return undefined
  if (text.length > longest) throw wrong(name, 'too-long', '参数过长。', 'The parameter is too long.')
  return text
}

function integerOf(
  name: string,
  text: string | undefined,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= min && value <= max) return value
  throw wrong(name, 'bad-number', `须为 ${min} 到 ${max} 的整数。`, `Must be a whole number from ${min} to ${max}.`)
}

function choiceOf<T extends string>(name: string, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined
  const chosen = choices.find((choice) => choice === text)
  if (chosen === undefined) throw wrong(name, 'bad-choice', `须为 ${choices.join('、')} 之一。`, `Must be one of ${choices.join(', ')}.`)
  return chosen
}

function namesOf(name: string, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined
  const names = text.split(',').map((part) => part.trim())
  if (names.length > 100 || names.includes('')) throw wrong(name, 'bad-names', '名称列表有误。', 'The list of names is malformed.')
  return names
}

function jsonOf(name: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  const value = parsed(name, text)
  assertClean(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(name, 'bad-json', '须为 JSON 对象。', 'Must be a JSON object.')
  return value
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong(name, 'bad-json', '须为 JSON 对象。', 'Must be a JSON object.')
    throw error
  }
}

function wrong(name: string, code: string, zh: string, en: string): MalformedError {
  const message = { zh, en }
  return new MalformedError(
    'bad-query',
    { zh: `查询参数有误：${zh}`, en: `A query parameter is wrong: ${en}` },
    { errors: [{ at: name.slice(0, 100), code, message }] },
  )
}
