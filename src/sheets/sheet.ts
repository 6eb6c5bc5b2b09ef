import type { Locale } from '../kernel/texts.js'

/** How a column's cells are stored and shown. Decimals come as text and become numbers only in the file. */
export type SheetFormat = 'text' | 'code' | 'integer' | 'quantity' | 'money' | 'unitPrice' | 'percent' | 'date' | 'instant' | 'boolean'

export interface SheetColumn {
  readonly key: string
  readonly label: string
  readonly format: SheetFormat
  /** In characters of the file's font, a Chinese character counting as two; measured from the first rows when absent. */
  readonly width?: number
  /** Computed by the server over all rows, a decimal as text. */
  readonly total?: string
}

/** What stands above and below the rows of a report. Every text is ready to print. */
export interface SheetHead {
  readonly title: string
  readonly company: string
  readonly period?: string
  /** Currency and unit, e.g. `人民币·元`. */
  readonly unit?: string
  readonly exportedBy: string
  /** Local time, e.g. `2026-11-22 15:30`. */
  readonly exportedAt: string
  /** Filters in force, number of rows, what is hidden from the reader … */
  readonly notes: readonly string[]
  readonly locale: Locale
  /** `合计`. */
  readonly totalLabel: string
  /** The zone in which instants are shown; Asia/Shanghai when absent. */
  readonly timeZone?: string
}

export interface SheetRequest {
  readonly format: 'xlsx' | 'csv'
  readonly head: SheetHead
  readonly columns: readonly SheetColumn[]
  /** Where the finished file appears, all at once. */
  readonly file: string
  /** `report` has title, totals and notes; `table` has its header in row 1 and nothing else, to be edited and read in again. */
  readonly layout: 'report' | 'table'
}

/** Decimals `-12.30`, days `2026-11-22`, instants ISO 8601; one cell a column, first to last. */
export type SheetRow = readonly (string | boolean | null)[]

export interface SheetOptions {
  readonly signal?: AbortSignal
  /** Called with the number of rows that have reached the writer. */
  readonly onProgress?: (rows: number) => void
  /** How many rows a sheet holds before the next one begins, head and foot included; Excel's 1,048,576 when absent. */
  readonly rowsPerSheet?: number
}

export interface SheetOutcome {
  readonly rows: number
  readonly sizeBytes: number
  /** Keys of columns whose given total is not the sum of their rows; such a total stands in the file as a plain value. */
  readonly totalsOff: readonly string[]
}

export const excelRows = 1_048_576
