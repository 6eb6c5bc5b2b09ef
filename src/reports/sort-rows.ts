import { decimalOf, isDecimalText } from '../kernel/decimal.js'
import type { ReportRow, SeenColumn } from './seen-columns.js'

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true })

/** By the report's own order, `-` for descending; what is absent comes first, as in the database. Names of columns that the asker does not see are passed over. */
export function sortRows(rows: readonly ReportRow[], columns: readonly SeenColumn[], sort: readonly string[]): readonly ReportRow[] {
  const keys = sort.flatMap((name) => {
    const column = columns.find((one) => one.name === name.replace(/^-/, ''))
    return column === undefined ? [] : [{ column, sign: name.startsWith('-') ? -1 : 1 }]
  })
  if (keys.length === 0) return rows
  return [...rows].sort((a, b) =>
    keys.reduce((found, { column, sign }) => found || sign * compareCells(column, a[column.name], b[column.name]), 0),
  )
}

function compareCells({ value }: SeenColumn, a: unknown, b: unknown): number {
  const [left, right] = [textOf(a), textOf(b)]
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  if (value === 'decimal' && isDecimalText(left) && isDecimalText(right)) return decimalOf(left).comparedTo(decimalOf(right))
  return collator.compare(left, right)
}

function textOf(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null
  return typeof cell === 'object' && 'label' in cell ? String(cell.label) : String(cell)
}
