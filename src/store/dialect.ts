/** What differs between MySQL (MariaDB) and PostgreSQL, as fragments of SQL and readings of errors. */

export type DialectName = 'mysql' | 'postgres'

export interface DuplicateKey {
  /** Name of the violated index; `PRIMARY` for a primary key, in both dialects. */
  readonly key: string
  /** The value that collided, as the server words it (composite keys joined). */
  readonly value: string
}

export interface Dialect {
  readonly name: DialectName
  quote(identifier: string): string
  /** `?` → the driver's own placeholders. */
  placeholders(sql: string): string
  /** How an UPDATE counts a quoted column up and hands the number out: an assignment, and its tail. `query` answers one row, with `drawn`. */
  draw(column: string): { readonly assignment: string; readonly tail: string }
  /** Tails of a SELECT, each with a blank in front: exclusive, shared. */
  readonly forUpdate: string
  readonly forShare: string
  /** MariaDB ≥ 10.6. For work queues, never for balances. */
  readonly forUpdateSkipLocked: string
  /** The value an upsert wanted to insert: `VALUES(c)` or `excluded.c`; takes an unquoted column name. */
  inserted(column: string): string
  /**
   * Tail of an INSERT that updates the row already there.
   * @param key      columns of the primary or unique key that may collide
   * @param columns  take their inserted value
   * @param assign   further assignments, column → SQL (may use `inserted()`, and the old value through the quoted `table`.`column`)
   */
  onConflictUpdate(key: readonly string[], columns: readonly string[], assign?: Readonly<Record<string, string>>): string
  /**
   * ORDER BY term; both dialects put NULLs first ascending and last descending. `expression` is SQL.
   * @param isNullable  false for `id` and other NOT NULL columns: PostgreSQL uses an index for sorting only when the term says about
   *                    NULLs what the index says, and indexes say it for nullable columns alone
   */
  orderBy(expression: string, descending?: boolean, isNullable?: boolean): string
  /** Null-safe equality: `<=>` or `IS NOT DISTINCT FROM`. */
  readonly sameAs: string
  isDuplicateKey(error: unknown): DuplicateKey | undefined
  /** A number has more digits than its column. */
  isOutOfRange(error: unknown): boolean
  /** A CHECK constraint's name when one was violated. */
  violatedCheck(error: unknown): string | undefined
  /** Deadlock, lock wait, serialization failure: the same work may succeed when run again. */
  isConflict(error: unknown): boolean
  isLostConnection(error: unknown): boolean
  isTimeout(error: unknown): boolean
}
