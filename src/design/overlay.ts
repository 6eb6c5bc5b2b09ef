/**
 * Room `design`: configuration at run time. Effective definitions = core (code) < site (what admins published).
 * change-set → Problems → impact → publish → roll back. May import `records/`, `accounts/`' floor excepted, and below.
 */
import { findDefinition, parseDefinitionKey, withDefinition } from '../compile/definition-key.js'
import type { Definitions } from '../define/definitions.js'
import { deepFreeze } from '../kernel/freeze.js'
import { boundNames } from './bound-names.js'
import { applyOperation, type JsonObject, type Operation } from './operations.js'

/** The site layer: only differences. */
export interface Overlay {
  /** Definitions born here, whole, by key. */
  readonly added: Readonly<Record<string, JsonObject>>
  /** Operations on definitions, core or added, by key, in the order they were made. */
  readonly changed: Readonly<Record<string, readonly Operation[]>>
}

export const emptyOverlay: Overlay = deepFreeze({ added: {}, changed: {} })

/** Core with the site layer over it. A change to a definition that no longer exists is parked: it changes nothing. */
export function applyOverlay(core: Definitions, overlay: Overlay): Definitions {
  const withAdded = Object.entries(overlay.added).reduce((all, [key, definition]) => withDefinition(all, key, named(key, definition)), core)
  const changed = Object.entries(overlay.changed).reduce((all, [key, operations]) => changedDefinition(all, key, operations), withAdded)
  return boundNames(changed)
}

function named(key: string, definition: JsonObject): JsonObject {
  return { ...definition, name: parseDefinitionKey(key)?.name ?? '' }
}

function changedDefinition(definitions: Definitions, key: string, operations: readonly Operation[]): Definitions {
  const before = findDefinition(definitions, key)
  if (before === undefined) return definitions
  return withDefinition(definitions, key, operations.reduce(applyOperation, before as JsonObject))
}

/** One overlay after another: what the later says comes last. */
export function combined(first: Overlay, second: Overlay): Overlay {
  const keys = new Set([...Object.keys(first.changed), ...Object.keys(second.changed)])
  const changed = [...keys].map((key) => [key, compacted([...(first.changed[key] ?? []), ...(second.changed[key] ?? [])])] as const)
  return { added: { ...first.added, ...second.added }, changed: Object.fromEntries(changed) }
}

/** A place that is set or taken away again needs only the last word; what stood below it is gone with it. */
function compacted(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(
    (operation, index) =>
      !operations.slice(index + 1).some((later) => ('set' in later || 'unset' in later) && covers(later.at, operation.at)),
  )
}

const covers = (above: readonly string[], path: readonly string[]): boolean => above.every((key, index) => path[index] === key)
