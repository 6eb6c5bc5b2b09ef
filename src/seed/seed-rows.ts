/** Rows to be loaded in bulk, as plain data. Whoever writes them knows the business; the loader knows only the Model. */

/** Points at the n-th row of a resource, in the order in which they were given. */
export interface NthRow {
  readonly of: string
  readonly at: number
}

export interface SeedRow {
  readonly resource: string
  /** Instant of its making. */
  readonly at: string
  /** Fields as they are stored. Computed ones are left out, but for sums that other rows keep in it; numbers are drawn. */
  readonly values: Readonly<Record<string, string | boolean | null | NthRow>>
  /** Its owned rows, by relation. */
  readonly lines?: Readonly<Record<string, readonly SeedRow[]>>
}

/** Rows of a stage refer to rows of earlier stages, or earlier rows of their own. */
export interface SeedStage {
  readonly name: string
  /** Field by which a row that is there already is recognised, and used instead of being made. */
  readonly known?: string
  readonly rows: () => Iterable<SeedRow>
}
