import { compile } from '../../src/compile/compile.js'
import type { Definitions } from '../../src/define/definitions.js'
import type { Problem } from '../../src/kernel/problem.js'
import { tinyDefinitions } from './tiny-definitions.js'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A JSON merge patch: `null` takes a key away, anything else but an object replaces. */
export function patched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const base = isObject(target) ? target : {}
  const kept = Object.entries(base).filter(([key]) => patch[key] !== null && !(key in patch))
  const changed = Object.entries(patch).flatMap(([key, value]) => (value === null ? [] : [[key, patched(base[key], value)] as const]))
  return Object.fromEntries([...kept, ...changed])
}

/** The tiny company with one of its resources changed. */
export function tinyWith(resource: string, patch: Json): Definitions {
  const resources = tinyDefinitions.resources.map((one) => (one.name === resource ? (patched(one, patch) as typeof one) : one))
  return { ...tinyDefinitions, resources }
}

export function problemsOf(definitions: Definitions): readonly Problem[] {
  const compiled = compile(definitions, 1)
  return 'problems' in compiled ? compiled.problems : []
}

/** `place code`, one a Problem. */
export const mistakesIn = (definitions: Definitions): readonly string[] => problemsOf(definitions).map((one) => `${one.at} ${one.code}`)
