import type { Text } from '../kernel/texts.js'
import type { Condition } from './condition.js'
import type { Field } from './field.js'
import type { Value } from './values.js'

/** What a posting does to a ledger. See `ledgers/`. */
export type Move = 'reserve' | 'release' | 'issue' | 'receive' | 'adjust'

/** `{"post":"stock","move":"reserve", …}`: one entry a line, all or none. */
export interface Posting {
  readonly post: string
  readonly move: Move
  /** The owned relation whose rows are posted; this record itself when not said. */
  readonly lines?: string
  /** Only these lines. */
  readonly where?: Condition
  /** Paths read on the line, then on the document: what the ledger keeps account of, where, how much. */
  readonly item?: string
  readonly place?: string
  readonly quantity?: string
  readonly unitCost?: string
  /** Path from the line to the line that holds the reservation (issue, release); the line itself when not said. */
  readonly source?: string
  readonly effectiveOn?: Value
  /** What to do when there is not enough: refuse the transition, or reserve what there is. */
  readonly shortage?: 'refuse' | 'backorder' | Value
}

/** Documents that taking a transition makes, by resource name. Nothing is made when `lines` comes out empty. */
export interface Making {
  /** The record the new document is made from: this one, or one it refers to (`'order'`). */
  readonly from?: string
  readonly set: Readonly<Record<string, Value>>
  readonly lines?: {
    /** Owned relation of `from` whose rows become lines. */
    readonly each: string
    /** Relation of the new document that takes them; `lines` when not said. */
    readonly into?: string
    readonly where?: Condition
    readonly set: Readonly<Record<string, Value>>
  }
}

/** Whom taking a transition tells, and what: only who may read the record, only what they may read; never who took it. */
export interface Notice {
  /** Everybody who holds one of these roles. */
  readonly roles?: readonly string[]
  /** Whom the record refers to: `['owner']`, `['order.owner']`. */
  readonly users?: readonly string[]
  /** `info` when not said; what is more than that is mailed too. */
  readonly severity?: 'info' | 'warning' | 'critical'
  /** `{number}` is a field of the record, `{reason}` an answer. */
  readonly message: Text
}

export interface Transition<State extends string = string> {
  readonly label?: Text
  readonly from: State | readonly State[]
  readonly to: State
  /** Fields asked of the person who takes it. */
  readonly ask?: Readonly<Record<string, Field>>
  /** A condition, or a line of formula, that must hold; every row it reads across a relation is locked. */
  readonly requires?: Condition | string
  /** Why not, when `requires` does not hold. */
  readonly otherwise?: Text
  readonly set?: Readonly<Record<string, Value>>
  readonly post?: readonly Posting[]
  readonly make?: Readonly<Record<string, Making>>
  /** Transitions taken on related records in the same transaction: path of a reference → transition. */
  readonly then?: Readonly<Record<string, string>>
  /** Jobs, by name, that get `{ resource, id }` once this is committed. */
  readonly enqueue?: readonly string[]
  readonly notify?: readonly Notice[]
  /** Asked for a second time before it is taken. */
  readonly confirm?: Text
  readonly tone?: 'primary' | 'neutral' | 'danger'
}

export interface Workflow<State extends string = string> {
  /** The first is where a record starts. An object gives labels and tones. */
  readonly states: readonly (
    | State
    | { readonly value: State; readonly label?: Text; readonly tone?: 'neutral' | 'info' | 'success' | 'warning' | 'danger' }
  )[]
  readonly transitions: Readonly<Record<string, Transition<State>>>
}

/** A posting to the ledger of quantities called `stock`: `stock('reserve', { lines: 'lines', place: 'warehouse' })`. */
export const stock = (move: Move, posting: Omit<Posting, 'post' | 'move'> = {}): Posting => ({ post: 'stock', move, ...posting })
