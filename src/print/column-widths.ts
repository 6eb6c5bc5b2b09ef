import type { PrintColumn, PrintFormat } from './document.js'

/** Usual widths in millimetres; text columns take what is left, or give what is missing. */
const usual: Readonly<Record<PrintFormat, number>> = {
  text: 40,
  code: 28,
  integer: 14,
  quantity: 18,
  money: 26,
  unitPrice: 22,
  percent: 16,
  date: 24,
}

/** Of its usual width a text gives up to this share, and is set in more lines; only when that is not enough do numbers give too. */
const most = 0.5

/** One width a column, together exactly the given width. */
export function columnWidths(columns: readonly PrintColumn[], width: number): readonly number[] {
  const wanted = columns.map((column) => column.width ?? usual[column.format])
  const spare = width - sum(wanted)
  const elastic = columns.map((column, index) => (column.width === undefined && column.format === 'text' ? (wanted[index] ?? 0) : 0))
  const growing = sum(elastic) > 0 && spare > -most * sum(elastic) ? elastic : wanted
  return wanted.map((one, index) => one + (spare * (growing[index] ?? 0)) / Math.max(1, sum(growing)))
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
