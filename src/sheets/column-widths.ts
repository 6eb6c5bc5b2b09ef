import { displayWidth } from './display-width.js'
import type { SheetColumn, SheetFormat, SheetRequest, SheetRow } from './sheet.js'
import { factsOf } from './sheet-facts.js'

const narrowest: Readonly<Record<SheetFormat, number>> = {
  text: 8,
  code: 8,
  boolean: 6,
  integer: 8,
  quantity: 10,
  money: 14,
  unitPrice: 12,
  percent: 10,
  date: 12,
  instant: 18,
}
const widest = 60
const filterArrow = 4

/** One width a column, in half-width characters, from its label, its total and the first rows; wide enough together for the title lines. */
export function widthsFor(request: SheetRequest, sample: readonly SheetRow[]): readonly number[] {
  const widths = request.columns.map(
    (column, index) =>
      column.width ??
      measured(
        column,
        sample.map((row) => row[index] ?? null),
      ),
  )
  return request.layout === 'report' ? stretched(widths, lineWidth(request)) : widths
}

function measured(column: SheetColumn, cells: SheetRow): number {
  const shown = [column.total ?? '', ...cells].map((cell) => displayWidth(shownText(column.format, cell)))
  return Math.min(widest, Math.max(narrowest[column.format], displayWidth(column.label) + filterArrow, Math.max(...shown) + 2))
}

function shownText(format: SheetFormat, cell: string | boolean | null): string {
  if (typeof cell !== 'string' || format === 'date' || format === 'instant') return ''
  return format === 'money' || format === 'quantity' || format === 'integer' ? grouped(cell) : cell
}

/** As long as the formatted number will be; nobody reads it. */
function grouped(text: string): string {
  const whole = text.split('.')[0] ?? ''
  return `${text}${','.repeat(Math.floor(whole.length / 3))}`
}

function lineWidth(request: SheetRequest): number {
  const { left, right } = factsOf(request.head)
  return Math.max(displayWidth(request.head.title) * 1.7, displayWidth(left) + displayWidth(right) + 4)
}

function stretched(widths: readonly number[], needed: number): readonly number[] {
  const total = widths.reduce((sum, width) => sum + width, 0)
  return total >= needed ? widths : widths.map((width) => Math.ceil((width * needed) / total))
}
