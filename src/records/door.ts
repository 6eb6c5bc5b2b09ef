/**
 * The only door to business data. Every read and write of a record, from a screen, the API, an import, a report or a job,
 * goes through here as an actor. May import `ledgers/`, `store/`, `workflow/`, `permissions/` and below.
 */
import type { Model } from '../compile/model.js'
import type { Expression } from '../expressions/tree.js'
import type { Text } from '../kernel/texts.js'
import type { Actor } from '../permissions/actor.js'
import type { Transaction } from '../store/database.js'

/** What every act carries: one Model from start to end, who acts, and how the act is remembered. */
export interface Context {
  readonly model: Model
  readonly actor: Actor
  readonly requestId: string
  /** Runs in the act's own transaction: before anything else, and once the result is known. Used for Idempotency-Key. */
  readonly guard: Guard | null
}

export interface Guard {
  begin(tx: Transaction): Promise<void>
  end(tx: Transaction, result: RecordView): Promise<void>
}

/** A reference reads as `{id, label}`; owned lines are arrays of views; hidden fields are absent; decimals are strings. */
export type RecordView = Readonly<Record<string, unknown>> & { readonly id: string }

/** What outside systems send: JSON, not yet checked. Lines by id; absent lines stay; `{"id","remove":true}` takes one away. */
export type Input = Readonly<Record<string, unknown>>

export interface ListQuery {
  /** A condition as JSON. */
  readonly where?: unknown
  /** Beside `where`, a condition of a definition, compiled already. What the actor may not read counts as absent in it. */
  readonly condition?: Expression
  readonly search?: string
  /** `-placedOn,number`; the resource's own order when not said. */
  readonly sort?: string
  /** Field paths; what the list screen shows when not said. Always with `id` and `version`. */
  readonly fields?: readonly string[]
  /** Owned relations to bring along. */
  readonly include?: readonly string[]
  /** From 1. */
  readonly page?: number
  /** 1–200; 50 when not said. */
  readonly size?: number
  readonly after?: string
  readonly count?: 'auto' | 'exact' | 'none'
}

export interface Page {
  readonly data: readonly RecordView[]
  readonly page: {
    readonly number: number | null
    readonly size: number
    readonly total: number | null
    readonly more: boolean
    readonly next: string | null
  }
}

export interface AggregateQuery {
  readonly where?: unknown
  /** Beside `where`, a condition of a definition, compiled already. What the actor may not read counts as absent in it. */
  readonly condition?: Expression
  readonly search?: string
  /** `status`, `placedOn:month`, `contact.region`. */
  readonly by?: readonly string[]
  /** `count`, `sum(total)`, `min(x)`, `max(x)`. */
  readonly measure: readonly string[]
  /** Most groups to return; 1,000 when not said. */
  readonly limit?: number
}

/** One group: by-columns first, then measures, by the names they were asked under. References as `{id, label}`. */
export interface Aggregate {
  readonly data: readonly Readonly<Record<string, unknown>>[]
  readonly more: boolean
}

/** A write, a transition taken, a word somebody left, or what a job did about the record. */
export const historyKinds = ['change', 'step', 'comment', 'job'] as const
export type HistoryKind = (typeof historyKinds)[number]

export interface HistoryQuery {
  /** Id of the last entry seen; from the newest on when not said. */
  readonly after?: string
  /** Only these; all when not said. */
  readonly of?: readonly HistoryKind[]
}

export interface HistoryEntry {
  readonly id: string
  readonly at: string
  readonly kind: HistoryKind | 'notice'
  readonly actor: { readonly id: string | null; readonly label: string }
  readonly via: string
  readonly action: string
  /** What a connector is called; null for what the resource has words for itself. */
  readonly label: Text | null
  /** `lines.<id>.quantity` for a line. Only fields the reader may read now. */
  readonly changes: readonly { readonly field: string; readonly old: unknown; readonly new: unknown }[]
  readonly note: string | null
}

export interface HistoryPage {
  readonly data: readonly HistoryEntry[]
  readonly next: string | null
}

export interface SearchHit {
  readonly resource: string
  readonly id: string
  readonly label: string
}

export interface Reading {
  list(context: Context, resource: string, query: ListQuery): Promise<Page>
  /** @throws NotFoundError when there is no such row, or the actor may not read it */
  get(context: Context, resource: string, id: string, fields?: readonly string[]): Promise<RecordView>
  /** Every row that matches, in keyset pages, each page its own short read; for exports and jobs. */
  each(context: Context, resource: string, query: ListQuery, action: 'read' | 'export' | 'print'): AsyncIterable<readonly RecordView[]>
  aggregate(context: Context, resource: string, query: AggregateQuery): Promise<Aggregate>
  search(context: Context, term: string, limit: number): Promise<readonly SearchHit[]>
  history(context: Context, resource: string, id: string, query: HistoryQuery): Promise<HistoryPage>
  /** Transitions open to this actor on this row now, and why the others are not; whether it may be changed or removed. */
  openActions(context: Context, resource: string, id: string): Promise<OpenActions>
}

export interface OpenActions {
  readonly data: readonly OpenTransition[]
  /** `update` where a grant of this row lets a field be written that may be changed now; `remove` where a grant allows it. */
  readonly can: readonly string[]
}

export interface OpenTransition {
  readonly name: string
  readonly open: boolean
  readonly reason: { readonly zh: string; readonly en: string } | null
}

export interface Writing {
  create(context: Context, resource: string, input: Input): Promise<RecordView>
  /**
   * @param seen  the version the caller saw; a field nobody else changed since is merged, the same field is a ConflictError with `extra.conflicts`
   * @throws PreconditionError when `seen` is null
   */
  update(context: Context, resource: string, id: string, input: Input, seen: number | null): Promise<RecordView>
  /** @throws ConflictError with `extra.references` when something refers to it or it was posted */
  remove(context: Context, resource: string, id: string, seen: number | null): Promise<void>
  /** @throws BlockedError with the reason when the transition is not open */
  transition(context: Context, resource: string, id: string, name: string, answers: Input, seen: number | null): Promise<RecordView>
  /** A word for all who may read the record; it stays as it was said. @throws NotFoundError; InvalidError for no word, or too many */
  comment(context: Context, resource: string, id: string, text: string): Promise<HistoryEntry>
}

export type Records = Reading & Writing
