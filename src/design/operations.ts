/**
 * Differences of the site layer, as keyed operations: what a later release adds still appears, in the right place.
 * A path leads through objects; lists of names are changed name by name, everything else is set as a whole.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export type Operation =
  | { readonly at: readonly string[]; readonly set: Json }
  /** Takes a key away. */
  | { readonly at: readonly string[]; readonly unset: true }
  /** In a list of names: puts one in after another (first, when `after` is null). Moves it when it is there already. */
  | { readonly at: readonly string[]; readonly insert: string; readonly after: string | null }
  /** In a list of names: takes one out. */
  | { readonly at: readonly string[]; readonly hide: string }

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

export const isNames = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === 'string')

/** The document with one operation carried out; an operation whose place is gone changes nothing. */
export function applyOperation(document: JsonObject, operation: Operation): JsonObject {
  return changeAt(document, operation.at, (value) => changedValue(value, operation))
}

function changedValue(value: Json | undefined, operation: Operation): Json | undefined {
  if ('set' in operation) return operation.set
  if ('unset' in operation) return undefined
  const names = isNames(value) ? value : []
  return 'hide' in operation ? names.filter((name) => name !== operation.hide) : inserted(names, operation.insert, operation.after)
}

/** A neighbour that is gone leaves the name at the end. */
function inserted(names: readonly string[], name: string, after: string | null): readonly string[] {
  const others = names.filter((one) => one !== name)
  const at = after === null ? 0 : others.includes(after) ? others.indexOf(after) + 1 : others.length
  return [...others.slice(0, at), name, ...others.slice(at)]
}

function changeAt(document: JsonObject, path: readonly string[], change: (value: Json | undefined) => Json | undefined): JsonObject {
  const [key, ...rest] = path
  if (key === undefined) return document
  const before = Object.hasOwn(document, key) ? document[key] : undefined
  const after = rest.length === 0 ? change(before) : changeAt(isObject(before) ? before : {}, rest, change)
  const { [key]: _gone, ...others } = document
  if (after === undefined) return others
  return before === undefined
    ? { ...document, [key]: after }
    : Object.fromEntries(Object.entries(document).map(([name, value]) => [name, name === key ? after : value]))
}

/** What turns one list of names into another, as the fewest simple operations in order. */
export function listOperations(at: readonly string[], before: readonly string[], after: readonly string[]): readonly Operation[] {
  const hidden = before.filter((name) => !after.includes(name)).map((name): Operation => ({ at, hide: name }))
  const operations: Operation[] = [...hidden]
  let now: readonly string[] = before.filter((name) => after.includes(name))
  for (const [index, name] of after.entries()) {
    if (now[index] === name) continue
    const neighbour = after[index - 1] ?? null
    operations.push({ at, insert: name, after: neighbour })
    now = inserted(now, name, neighbour)
  }
  return operations
}
