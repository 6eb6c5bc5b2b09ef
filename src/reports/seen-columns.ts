import type { FieldModel, ReportColumnModel, ReportModel } from '../compile/model.js'
import type { FieldKind } from '../define/field.js'
import { readablePath } from '../permissions/readable-path.js'
import type { Context } from '../records/door.js'

/** A column that the asker may see, and how the door is asked for it. */
export interface SeenColumn extends ReportColumnModel {
  /** `placedOn:month`, `sum(total)`; what its cells are called in an aggregate. */
  readonly key: string
  /** Months and years are text to whoever shows them. */
  readonly shownAs: FieldKind
  readonly options: FieldModel['options']
}

/** Cells by the names of their columns, as the door gives them. */
export type ReportRow = Readonly<Record<string, unknown>>

/** What the asker may not read is not in their report, not even as a sum. */
export function seenColumns({ model, actor }: Context, report: ReportModel): readonly SeenColumn[] {
  return report.columns.flatMap((column) => {
    const fields = column.path === null ? [] : readablePath(model, actor, report.source, column.path)
    if (fields === undefined) return []
    return [{ ...column, key: keyOf(column), shownAs: kindOf(column), options: fields.at(-1)?.options ?? [] }]
  })
}

function keyOf({ path, grain, measure }: ReportColumnModel): string {
  if (path === null) return 'count'
  const name = path.join('.')
  if (measure !== null) return `${measure}(${name})`
  return grain === null ? name : `${name}:${grain}`
}

function kindOf({ kind, grain, measure }: ReportColumnModel): FieldKind {
  if (grain === 'day') return 'date'
  if (grain !== null) return 'text'
  return measure === 'count' ? 'integer' : kind
}

/** A report without a measure lists rows; one with a measure groups them by its other columns. */
export function isGrouped(report: ReportModel): boolean {
  return report.columns.some(({ measure }) => measure !== null)
}
