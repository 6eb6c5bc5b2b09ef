import type { Text } from '../kernel/texts.js'
import type { Condition } from './condition.js'
import type { Field } from './field.js'

/** One column: a field path to group by or show (`placedOn:month` groups by month), or a measure `sum(total)`, `count`. */
export interface ReportColumn {
  readonly name: string
  readonly label: Text
  /** A path from the source, optionally with `:day`, `:month` or `:year`. */
  readonly of?: string
  /** `count`, or `sum|min|max(path)`. */
  readonly measure?: string
  /** Shown as a sum in the last row. */
  readonly total?: boolean
}

/** Rows of one resource, grouped by the columns that are no measures. Runs as the asker, with the asker's rows and fields. */
export interface Report {
  readonly name: string
  readonly label: Text
  readonly area?: string
  readonly parameters?: Readonly<Record<string, Field>>
  readonly source: string
  readonly where?: Condition
  readonly columns: readonly ReportColumn[]
  /** Names of columns; `-` for descending. */
  readonly sort?: readonly string[]
  readonly chart?: { readonly kind: 'bar' | 'line' | 'pie'; readonly x: string; readonly y: string }
  /** Roles that may run it; what they see in it is still only what they may read. */
  readonly roles: readonly string[]
  /** Period printed in the head, e.g. `['from', 'until']`. */
  readonly period?: readonly [string, string]
}

export const defineReport = (report: Report): Report => report
