import type { StoredRow } from '../compile/stored-row.js'
import type { PostingRequest } from '../workflow/posting.js'
import type { Book } from './balances.js'

/** A row the ledger wrote: `before` null when it is new. What rolls up from it is the caller's business. */
export interface Touched {
  readonly resource: string
  readonly before: StoredRow | null
  readonly after: StoredRow
}

export interface Posted {
  readonly touched: readonly Touched[]
  /** Items and places where more became free. */
  readonly freed: readonly { readonly item: string; readonly place: string }[]
  /** Balances that changed. */
  readonly balances: readonly string[]
}

/** Where the posting comes from, for the entries. */
export interface Source {
  readonly resource: string
  readonly id: string
}

export type Post = (book: Book, source: Source, request: PostingRequest) => Promise<Posted>
