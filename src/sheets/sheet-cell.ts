import type { Style } from 'exceljs'
import type { Locale } from '../kernel/texts.js'
import { daySerial, exactNumber, timeSerial } from './cell-number.js'
import { type ColumnStyles, isNumeric } from './cell-style.js'
import { booleanText, cellText, looksComputed } from './cell-text.js'
import type { SheetFormat } from './sheet.js'
import type { WallClock } from './wall-clock.js'

/** One cell of a spreadsheet: a number or a text, never a formula, whatever the value looks like. */
export interface SheetCell {
  readonly value: number | string | null
  readonly style: Partial<Style>
}

export interface CellReader {
  readonly locale: Locale
  readonly clock: WallClock
}

/** What does not parse as its column's format (a masked amount, a date before 1900) is shown as the text it is. */
export function sheetCell(format: SheetFormat, styles: ColumnStyles, value: string | boolean | null, reader: CellReader): SheetCell {
  if (value === null || value === '') return { value: null, style: styles.whole }
  if (typeof value === 'boolean') return { value: booleanText(value, reader.locale), style: styles.whole }
  if (isPlain(format)) return { value: cellText(value), style: looksComputed(value) ? styles.text : styles.whole }
  const number = numberFor(format, value, reader.clock)
  if (number === undefined) return { value: cellText(value), style: styles.text }
  return { value: number, style: Number.isInteger(number) ? styles.whole : styles.broken }
}

function isPlain(format: SheetFormat): boolean {
  return format === 'text' || format === 'code' || format === 'boolean'
}

function numberFor(format: SheetFormat, value: string, clock: WallClock): number | undefined {
  if (isNumeric(format)) return exactNumber(value)
  if (format === 'date') return daySerial(value)
  const wallMs = clock.read(value)
  return wallMs === undefined ? undefined : timeSerial(wallMs)
}
