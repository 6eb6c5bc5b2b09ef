/** What a volume of rows looks like: plain data, for whoever loads it. */
/** How many of each; the same seed gives the same rows. */
export interface VolumeCounts {
  readonly orders: number
  readonly customers: number
  readonly products: number
  readonly seed: number
}

export interface VolumeOptions extends VolumeCounts {
  /** The last day anything happened, `2026-11-22`. */
  readonly until: string
}

/** Points at the n-th row of a resource, in the order in which they were given. */
export interface NthRow {
  readonly of: string
  readonly at: number
}
export type VolumeValue = string | boolean | null | NthRow

export interface VolumeRow {
  readonly resource: string
  /** Instant of its making. */
  readonly at: string
  /** Computed fields are left out, but for sums that other rows keep in it. */
  readonly values: Readonly<Record<string, VolumeValue>>
  /** Its owned rows, by relation. */
  readonly lines?: Readonly<Record<string, readonly VolumeRow[]>>
}

/** Rows of a stage refer to rows of earlier stages, or earlier rows of their own. */
export interface VolumeStage {
  readonly name: string
  /** Field by which a row that is there already is recognised, and used instead of being made. */
  readonly known?: string
  readonly rows: () => Iterable<VolumeRow>
}
