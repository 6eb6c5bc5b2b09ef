import type { Value } from './value.js'

/** What of an actor conditions may read. */
export interface ActorValues {
  readonly id: string | null
  readonly department: string | null
  /** The department and all below it. */
  readonly departments: readonly string[]
  readonly roles: readonly string[]
  readonly warehouse: string | null
}

/** What an expression is read on in memory: one row, what it refers to, who acts and when. */
export interface Scope {
  /** A field, or over references a field of the row referred to; null when a reference on the way is absent. */
  read(path: readonly string[]): Value
  /** Rows of a hasMany field; a dotted relation walks references first. */
  rows(relation: string): readonly Scope[]
  readonly actor: ActorValues
  /** The company's calendar day. */
  readonly today: string
  /** ISO 8601 UTC with milliseconds. */
  readonly now: string
  /** An answer to a transition's question, or a parameter of a report. */
  answer(name: string): Value
}
