import type { Field } from '../model/model.js'

/** A column of the list as it stands on the screen. */
export interface ShownColumn {
  readonly path: string
  readonly field: Field
  readonly width: number | null
}
