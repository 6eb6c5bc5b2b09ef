import type { Document } from './document.js'

/** What came of an act. */
export interface Acted {
  readonly id: string
  readonly isNew: boolean
  /** Fields of the record that came out differently; null: any may have. */
  readonly changed: readonly string[] | null
  /** The record as the table holds it now; null where more may have happened to it than is known. */
  readonly document: Document | null
}
