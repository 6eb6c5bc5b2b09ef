/**
 * Room `store`, lower half: connections, dialects, transactions, schema changes. May import kernel, define, expressions
 * and compile. This file is the door: whoever reads or writes SQL does so through `Sql`, in either dialect.
 *
 * Values, the same in both dialects, read and written alike: decimals, bigints and ids are strings · dates are
 * 'YYYY-MM-DD' · instants are ISO 8601 UTC with milliseconds ('2026-11-22T08:00:00.000Z') · booleans are true/false ·
 * JSON columns read as parsed values (write them with `JSON.stringify`, or hand over the object or array) · 32-bit integers and
 * counts cast to integer are numbers. Text comes back as stored; trimming is the caller's.
 */
import type { Dialect } from './dialect.js'

export type { Dialect } from './dialect.js'

export type Row = Readonly<Record<string, unknown>>

export interface StatementOptions {
  /**
   * The server (embedded: the whole engine) ends the statement, and in a transaction those it travels with, after this long; the caller gets
   * `UnavailableError` `statement-timeout`.
   */
  readonly timeoutMs?: number
  /** It may fail, and the transaction go on where the database can do that (MySQL). */
  readonly mayFail?: boolean
}

/** Parameters are `?` in both dialects; a `?` inside quotes or comments is left alone. */
export interface Sql {
  readonly dialect: Dialect
  query<T extends Row = Row>(sql: string, parameters?: readonly unknown[], options?: StatementOptions): Promise<readonly T[]>
  /** @returns rows affected; in MySQL too an UPDATE counts the rows it matched, not those it changed */
  execute(sql: string, parameters?: readonly unknown[], options?: StatementOptions): Promise<number>
  /**
   * Executes what has no answer. In a transaction it goes to the server with the next statement, at the latest with the commit, and its
   * failure is that one's.
   */
  send(sql: string, parameters?: readonly unknown[]): Promise<void>
}

export interface Transaction extends Sql {
  /** Runs `work` once, after the commit; never after a rollback, and not for an attempt that was retried. */
  afterCommit(work: () => void): void
}

export interface TransactionOptions {
  /** How often the work may run in all; 8 unless told. */
  readonly tries?: number
}

/**
 * Lost connections, full pools and exceeded time limits arrive as `UnavailableError`; everything else as the driver's own
 * error, to be named by `dialect.isDuplicateKey` and its siblings.
 */
export interface Database extends Sql {
  readonly embedded: boolean
  /**
   * READ COMMITTED. Deadlocks, lock waits, serialization failures and a duplicate generated id run the whole `work`
   * again, up to 8 times with jittered backoff, so `work` must have no effects outside the transaction but `afterCommit`.
   * A statement that fails spoils the transaction, unless it `mayFail`. Statements asked at the same time (`Promise.all`) go to the server
   * together, in the order they were asked. A statement or transaction started on the Database itself, inside `work`, throws `ReentrantStatementError` at once.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * The same for work whose outcome is then read, on its transaction: the commit travels with the first statement that `read` asks, behind it.
   * What `read` asks later is asked after the commit, and when it fails, the work stands.
   */
  transactionThenRead<T, U>(work: (tx: Transaction) => Promise<T>, read: (done: T) => Promise<U>): Promise<U>
  /** Rows in batches, for internal maintenance only: it holds a connection. Exports use keyset pages. */
  stream<T extends Row = Row>(sql: string, parameters?: readonly unknown[]): AsyncIterable<T>
  /**
   * Runs `work` while no other process (nor another call in this one) runs anything under the same name. Not a transaction: `work` uses
   * the database as usual. Ends by itself when the process dies.
   */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>
  ping(): Promise<void>
  close(): Promise<void>
}
