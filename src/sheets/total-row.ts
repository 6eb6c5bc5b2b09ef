import { exactNumber } from './cell-number.js'
import { headStyles, isNumeric, stylesFor } from './cell-style.js'
import { cellText } from './cell-text.js'
import type { ColumnSums } from './column-sums.js'
import type { SheetColumn, SheetHead } from './sheet.js'
import type { FootCell, XlsxSheet } from './xlsx-sheet.js'

/** Does this report end in a line of totals? */
export function hasTotals(columns: readonly SheetColumn[]): boolean {
  return columns.some((column) => column.total !== undefined)
}

/**
 * The line of totals: `SUBTOTAL(109, …)` over all sheets, so that it follows the filter, carrying the server's total as its result, so
 * that previews show it. Where the file's own cells do not add up to the given total it is written as the plain value it is.
 */
export function totalRow(head: SheetHead, sums: ColumnSums, sheets: readonly XlsxSheet[]): readonly FootCell[] {
  const labelled = sums.columns.findIndex((column) => column.total === undefined)
  return sums.columns.map((column, index) => {
    if (index === labelled) return { value: cellText(head.totalLabel), style: headStyles.totalLabel }
    const number = exactNumber(column.total ?? '')
    const style = stylesFor(column)[number === undefined || Number.isInteger(number) ? 'total' : 'totalBroken']
    if (number === undefined || !isNumeric(column.format)) return { value: column.total ?? null, style }
    const formula = sums.agrees(index) ? subtotal(index, sheets) : undefined
    return { value: formula === undefined ? number : { formula, result: number }, style }
  })
}

function subtotal(index: number, sheets: readonly XlsxSheet[]): string | undefined {
  const own = sheets.at(-1)
  const ranges = sheets.flatMap((sheet) => {
    const range = sheet.rangeOf(index)
    if (range === undefined) return []
    return [sheet === own ? range : `'${sheet.name}'!${range}`]
  })
  return ranges.length === 0 ? undefined : `SUBTOTAL(109,${ranges.join(',')})`
}
