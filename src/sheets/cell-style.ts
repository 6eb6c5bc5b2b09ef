import type { Alignment, Borders, Style } from 'exceljs'
import type { SheetColumn, SheetFormat } from './sheet.js'

const fontName = '微软雅黑'
const red = (positive: string) => `${positive};[Red]-${positive}`

/** Whole quantities get no decimal point: `#,##0.######` alone would show `12.`. */
const numberFormats: Readonly<Record<SheetFormat, { readonly whole: string; readonly broken: string }>> = {
  text: { whole: 'General', broken: 'General' },
  code: { whole: '@', broken: '@' },
  boolean: { whole: 'General', broken: 'General' },
  integer: { whole: red('#,##0'), broken: red('#,##0.######') },
  quantity: { whole: red('#,##0'), broken: red('#,##0.######') },
  money: { whole: red('#,##0.00'), broken: red('#,##0.00') },
  unitPrice: { whole: red('#,##0.00######'), broken: red('#,##0.00######') },
  percent: { whole: red('0.00%'), broken: red('0.00%') },
  date: { whole: 'yyyy-mm-dd', broken: 'yyyy-mm-dd' },
  instant: { whole: 'yyyy-mm-dd hh:mm', broken: 'yyyy-mm-dd hh:mm' },
}

const numeric: ReadonlySet<SheetFormat> = new Set(['integer', 'quantity', 'money', 'unitPrice', 'percent'])
const summable: ReadonlySet<SheetFormat> = new Set(['integer', 'quantity', 'money'])

export const isNumeric = (format: SheetFormat): boolean => numeric.has(format)

/** Adding up its cells means something: prices and percentages have totals, but no sums. */
export const isSummable = (format: SheetFormat): boolean => summable.has(format)

const line = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const
const grid: Partial<Borders> = { top: line, left: line, bottom: line, right: line }
const totalBorder: Partial<Borders> = { ...grid, top: { style: 'medium', color: { argb: 'FF404040' } } }

/** Shared objects: ExcelJS recognises a style by identity, a fresh one for every cell costs most of the time of writing. */
export interface ColumnStyles {
  readonly whole: Partial<Style>
  readonly broken: Partial<Style>
  /** For what should have been a number or a date and is not, e.g. a masked value. */
  readonly text: Partial<Style>
  readonly total: Partial<Style>
  readonly totalBroken: Partial<Style>
}

export function stylesFor(column: SheetColumn): ColumnStyles {
  const alignment: Partial<Alignment> = { horizontal: alignmentOf(column.format), vertical: 'middle' }
  const font = { name: fontName, size: 10 }
  const bold = { ...font, bold: true }
  const { whole, broken } = numberFormats[column.format]
  return {
    whole: { numFmt: whole, font, alignment, border: grid },
    broken: { numFmt: broken, font, alignment, border: grid },
    text: { numFmt: '@', font, alignment, border: grid },
    total: { numFmt: whole, font: bold, alignment, border: totalBorder },
    totalBroken: { numFmt: broken, font: bold, alignment, border: totalBorder },
  }
}

function alignmentOf(format: SheetFormat): 'left' | 'center' | 'right' {
  if (isNumeric(format)) return 'right'
  return format === 'date' || format === 'instant' || format === 'boolean' ? 'center' : 'left'
}

const middle = { vertical: 'middle' } as const

export const headStyles = {
  title: { font: { name: fontName, size: 16, bold: true }, alignment: { ...middle, horizontal: 'center' } },
  factsLeft: { font: { name: fontName, size: 9, color: { argb: 'FF404040' } }, alignment: { ...middle, horizontal: 'left' } },
  factsRight: { font: { name: fontName, size: 9, color: { argb: 'FF404040' } }, alignment: { ...middle, horizontal: 'right' } },
  header: {
    font: { name: fontName, size: 10, bold: true },
    alignment: { ...middle, horizontal: 'center', wrapText: true },
    border: grid,
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD9E5F3' } },
  },
  totalLabel: { font: { name: fontName, size: 10, bold: true }, alignment: { ...middle, horizontal: 'center' }, border: totalBorder },
  note: { font: { name: fontName, size: 9, color: { argb: 'FF606060' } }, alignment: { ...middle, horizontal: 'left' } },
} as const satisfies Record<string, Partial<Style>>
