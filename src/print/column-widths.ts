import type { PrintColumn, PrintFormat } from './document.js'

/** Usual widths in millimetres; text columns take what is left. */
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

/** One width a column, together exactly the given width. */
export function columnWidths(columns: readonly PrintColumn[], width: number): readonly number[] {
  const wanted = columns.map((column) => column.width ?? usual[column.format])
  const spare = width - sum(wanted)
  const elastic = columns.map((column, index) => (column.width === undefined && column.format === 'text' ? (wanted[index] ?? 0) : 0))
  const growing = spare > 0 && sum(elastic) > 0 ? elastic : wanted
  return wanted.map((one, index) => one + (spare * (growing[index] ?? 0)) / Math.max(1, sum(growing)))
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
