import type { Text } from '../kernel/texts.js'

export interface ScreensModel {
  readonly list: readonly string[]
  readonly filter: readonly string[]
  readonly sort: string
  readonly form: readonly { readonly name: string; readonly label: Text; readonly fields: readonly string[] }[]
  readonly highlights: readonly string[]
  readonly related: readonly string[]
  readonly board: { readonly by: string; readonly sum: string | null } | null
  readonly calendar: { readonly on: string } | null
  readonly print: readonly string[]
  readonly beside: readonly BesideModel[]
  /** Null: not in the navigation. */
  readonly menu: number | null
}

/** What another record says, beside the cells of a line. */
export interface BesideModel {
  readonly name: string
  /** Null: the shown field's own. */
  readonly label: Text | null
  readonly of: string
  readonly show: string
  /** References of that record, or its `id`, and the way to the reference here that names the same: a field of the line, or of its owner. */
  readonly where: readonly { readonly field: string; readonly path: readonly string[] }[]
  /** The column it stands before; null: behind all. */
  readonly before: string | null
}
