import type { Condition } from './condition.js'
import type { Value } from './values.js'

/** Actions every resource knows. Transitions are actions too, by their names. */
export type StandardAction = 'read' | 'create' | 'update' | 'remove' | 'export' | 'import' | 'print'

/**
 * One tuple: which actions, on which rows, with which fields. Grants of a role are never merged apart:
 * a cell is visible if some grant both matches its row and shows its field.
 * `show`, `hide`, `mask` and `write` name fields (`total`), tags (`#cost`) or line fields (`lines.unitPrice`).
 */
export interface Grant<Action extends string = string, Scope extends string = string> {
  readonly can: readonly Action[]
  /** `all`, a scope of the resource, or a condition. No rows when not said. */
  readonly rows: 'all' | Scope | Condition
  /** Only these fields. All, when not said. */
  readonly show?: readonly string[]
  readonly hide?: readonly string[]
  readonly mask?: readonly string[]
  /** Of the shown fields, those it lets be written. All writable ones, when not said. */
  readonly write?: readonly string[]
  /** Values a new record starts with for this role. */
  readonly presets?: Readonly<Record<string, Value>>
  /** What a row must be after a write, beside `rows`. */
  readonly check?: Condition
}

/** One grant, or several by name. */
export type Grants<Action extends string = string, Scope extends string = string> =
  | Grant<Action, Scope>
  | Readonly<Record<string, Grant<Action, Scope>>>

/** Data scope ANDed on top of every grant of the named roles (all roles when none is named). */
export interface Restriction {
  readonly roles?: readonly string[]
  readonly rows: Condition
}
