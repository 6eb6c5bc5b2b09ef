import type { Value } from './values.js'

/** Compares: every given operator must hold. Text operators work on searchable fields only. */
export interface Comparison {
  readonly lt?: Value
  readonly lte?: Value
  readonly gt?: Value
  readonly gte?: Value
  readonly not?: Value | readonly Value[]
  readonly contains?: string
  readonly startsWith?: string
  /** `true`: nothing there; `false`: something. */
  readonly empty?: boolean
}

export type Test = Value | readonly Value[] | Comparison

/**
 * A condition is data: a value is equal, a list is one-of, a comparison compares; a dotted path walks a relation;
 * every key must hold; `and`, `or`, `not` group.
 */
export type Condition = {
  readonly and?: readonly Condition[]
  readonly or?: readonly Condition[]
  readonly not?: Condition
} & { readonly [path: string]: Test | Condition | readonly Condition[] | undefined }
