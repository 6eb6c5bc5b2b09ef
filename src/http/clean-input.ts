import { MalformedError } from '../kernel/errors.js'

const limits = { depth: 12, keys: 5_000 }
const poisonous = new Set(['__proto__', 'constructor', 'prototype'])

interface Part {
  readonly value: unknown
  readonly depth: number
}

/**
 * What may come in from outside, before anybody looks at its meaning: no keys that reach into prototypes, no text a database cannot
 * hold (NUL, half of a surrogate pair), not deeper than 12, not more than 5,000 keys. Walks with a list, not by recursion.
 * @throws MalformedError
 */
export function assertClean(input: unknown): void {
  const waiting: Part[] = [{ value: input, depth: 0 }]
  let keys = 0
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    assertText(part.value)
    const children = childrenOf(part)
    keys += children.length
    if (keys > limits.keys) throw malformed('too-many-keys', `最多 ${limits.keys} 个键。`, `At most ${limits.keys} keys.`)
    waiting.push(...children)
  }
}

function childrenOf({ value, depth }: Part): Part[] {
  if (typeof value !== 'object' || value === null) return []
  if (depth >= limits.depth) throw malformed('too-deep', `嵌套不能超过 ${limits.depth} 层。`, `Nested deeper than ${limits.depth} levels.`)
  if (!Array.isArray(value)) Object.keys(value).forEach(assertKey)
  return Object.values(value).map((child) => ({ value: child, depth: depth + 1 }))
}

function assertKey(key: string): void {
  if (poisonous.has(key)) throw malformed('forbidden-key', '请求包含不允许的键。', 'The request contains a key that is not allowed.')
  assertText(key)
}

/** @throws MalformedError for NUL and lone surrogates */
export function assertText(value: unknown): void {
  if (typeof value !== 'string') return
  if (value.includes('\0') || /\p{Surrogate}/u.test(value))
    throw malformed('bad-text', '请求包含无法保存的字符。', 'The request contains characters that cannot be stored.')
}

function malformed(code: string, zh: string, en: string): MalformedError {
  return new MalformedError(code, { zh, en })
}
