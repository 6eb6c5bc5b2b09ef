import { isNames, isObject, type Json, type JsonObject, listOperations, type Operation } from './operations.js'

/**
 * Reads a JSON merge patch (RFC 7396) against the document as it is now: `null` takes a key away, objects go deeper,
 * lists of names become insertions and removals, anything else is set.
 */
export function operationsOf(document: JsonObject, patch: JsonObject): readonly Operation[] {
  return below([], document, patch)
}

function below(at: readonly string[], document: JsonObject, patch: JsonObject): readonly Operation[] {
  return Object.entries(patch).flatMap(([key, value]) => one([...at, key], Object.hasOwn(document, key) ? document[key] : undefined, value))
}

function one(at: readonly string[], before: Json | undefined, value: Json): readonly Operation[] {
  if (value === null) return before === undefined ? [] : [{ at, unset: true }]
  if (isObject(value) && isObject(before)) return below(at, before, value)
  if (isNames(value) && isNames(before) && isUnique(value) && isUnique(before)) return listOperations(at, before, value)
  return JSON.stringify(before) === JSON.stringify(value) ? [] : [{ at, set: withoutNulls(value) }]
}

const isUnique = (names: readonly string[]): boolean => new Set(names).size === names.length

/** Inside something new, a null says that the key is not there. */
function withoutNulls(value: Json): Json {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === null ? [] : [[key, withoutNulls(part)] as const])))
}
