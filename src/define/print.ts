import type { Text } from '../kernel/texts.js'

/** A4 upright, A5 across, and half of the 241 mm continuous form. */
export const papers = ['A4', 'A5', '241x140'] as const
export type Paper = (typeof papers)[number]

/** A printed document: the head, one table, totals and places to sign. Paths are read as the person who prints. */
export interface PrintTemplate {
  readonly name: string
  readonly resource: string
  readonly label: Text
  /** Where nothing else is asked for; A4 when absent. */
  readonly paper?: Paper
  readonly copies?: readonly Text[]
  readonly number: string
  readonly date: string
  /** Label → path, printed above the table. */
  readonly head: readonly { readonly label: Text; readonly of: string }[]
  readonly lines: {
    readonly each: string
    readonly columns: readonly { readonly label: Text; readonly of: string; readonly align?: 'left' | 'right' | 'center' }[]
  }
  readonly totals?: readonly { readonly label: Text; readonly of: string; readonly inWords?: boolean }[]
  readonly signatures?: readonly Text[]
  readonly terms?: Text
}

export const definePrint = (template: PrintTemplate): PrintTemplate => template
