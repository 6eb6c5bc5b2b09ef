/** Physical tables as the schema planner wants them: what a Model asks of the database, without a word of SQL dialect. */

export interface TableModel {
  readonly name: string
  readonly columns: readonly ColumnModel[]
  readonly indexes: readonly IndexModel[]
  readonly checks: readonly CheckModel[]
  /** Columns of the primary key; a table without it has the key `id`. */
  readonly primaryKey?: readonly string[]
}

/**
 * A column. NOT NULL columns added to a table that has rows are filled with their default, or else with their kind's zero
 * ('' · 0 · false · 1970-01-01 · {}).
 */
export interface ColumnModel {
  readonly name: string
  readonly type: ColumnType
  readonly nullable: boolean
  /** What a row gets from a writer who does not know the column, before it is published and after it is hidden; none: a writer names it. */
  readonly default?: string
}

export type ColumnType =
  | { readonly kind: 'id' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'text'; readonly length: number }
  | { readonly kind: 'longText' }
  | { readonly kind: 'date' }
  | { readonly kind: 'instant' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'json' }

export interface IndexModel {
  readonly name: string
  readonly columns: readonly string[]
  readonly unique: boolean
}

/** `sql` is a boolean expression over unquoted column names that means the same in both dialects. */
export interface CheckModel {
  readonly name: string
  readonly sql: string
}
