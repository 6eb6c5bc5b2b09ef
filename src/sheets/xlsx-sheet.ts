import type { Writable } from 'node:stream'
import type { CellFormulaValue, Style, stream, Worksheet } from 'exceljs'
import { type ColumnStyles, headStyles, stylesFor } from './cell-style.js'
import { cellText } from './cell-text.js'
import { displayWidth } from './display-width.js'
import type { SheetRequest, SheetRow } from './sheet.js'
import { type CellReader, sheetCell } from './sheet-cell.js'
import { columnsForLeft, factsOf } from './sheet-facts.js'
import { WallClock } from './wall-clock.js'
import { columnLetters, headRows, typedInStyle, worksheetOptions } from './xlsx-layout.js'

type Book = stream.xlsx.WorkbookWriter

/** A cell below the data, ready to be written; the only place where a formula of our own may stand. */
export interface FootCell {
  readonly value: CellFormulaValue | string | number | null
  readonly style: Partial<Style>
}

/** One sheet of a workbook while it is being written: head, rows, and what may follow them. */
export class XlsxSheet {
  readonly #sheet: Worksheet
  readonly #styles: readonly ColumnStyles[]
  readonly #reader: CellReader
  #lastRow = 0
  #dataRows = 0

  constructor(
    book: Book,
    readonly name: string,
    readonly request: SheetRequest,
    readonly widths: readonly number[],
  ) {
    this.#sheet = book.addWorksheet(name, worksheetOptions(request))
    this.#sheet.columns = request.columns.map((column, index) => ({
      width: widths[index] ?? 10,
      style: typedInStyle(request, column.format),
    }))
    this.#styles = request.columns.map(stylesFor)
    this.#reader = { locale: request.head.locale, clock: new WallClock(request.head.timeZone ?? 'Asia/Shanghai') }
    if (request.layout === 'report') this.#addTitles()
    this.#addLine(
      request.columns.map((column) => column.label),
      headStyles.header,
      22,
    )
  }

  get rows(): number {
    return this.#lastRow
  }

  /** Where a column's data lies, `C4:C99`; undefined while there is none. */
  rangeOf(column: number): string | undefined {
    const letters = columnLetters(column + 1)
    const first = headRows(this.request) + 1
    return this.#dataRows === 0 ? undefined : `${letters}${first}:${letters}${first + this.#dataRows - 1}`
  }

  addRow(cells: SheetRow): void {
    this.#dataRows += 1
    this.#lastRow += 1
    const row = this.#sheet.getRow(this.#lastRow)
    this.request.columns.forEach((column, index) => {
      const styles = this.#styles[index]
      if (styles === undefined) return
      const cell = sheetCell(column.format, styles, cells[index] ?? null, this.#reader)
      const target = row.getCell(index + 1)
      target.value = cell.value
      target.style = cell.style
    })
    row.commit()
  }

  /** A row of ready cells below the data. */
  addFoot(cells: readonly FootCell[]): void {
    this.#lastRow += 1
    const row = this.#sheet.getRow(this.#lastRow)
    cells.forEach((cell, index) => {
      const target = row.getCell(index + 1)
      target.value = cell.value
      target.style = cell.style
    })
    row.height = 20
    row.commit()
  }

  addNotes(notes: readonly string[]): void {
    if (notes.length === 0) return
    this.#lastRow += 1
    for (const note of notes) this.addFoot([{ value: cellText(note), style: headStyles.note }])
  }

  /** Ends the sheet; the filter covers the data and never the foot. */
  close(): void {
    const header = headRows(this.request)
    this.#sheet.autoFilter = { from: { row: header, column: 1 }, to: { row: header + this.#dataRows, column: this.request.columns.length } }
    this.#sheet.commit()
  }

  /** ExcelJS writes into the zip without asking whether it can follow; asked here, by an empty write, memory stays flat. */
  async drained(): Promise<void> {
    const zip = (this.#sheet as unknown as { readonly stream: { readonly pipes: readonly Writable[] } }).stream.pipes[0]
    const hasRoom = zip?.write('') ?? true
    if (zip === undefined || hasRoom) return
    await new Promise<void>((resolve) => zip.once('drain', resolve))
  }

  #addTitles(): void {
    const { head, columns } = this.request
    this.#addLine([head.title], headStyles.title, 30)
    if (columns.length > 1) this.#merge(1, 1, columns.length)
    this.#sheet.getRow(1).commit()
    this.#addFacts(columns.length)
    this.#sheet.getRow(2).commit()
  }

  #addFacts(columns: number): void {
    const { left, right } = factsOf(this.request.head)
    const split = columnsForLeft(this.widths, displayWidth(left), displayWidth(right))
    const texts = columns < 2 ? [`${left}  ${right}`] : [left, ...Array<string>(split - 1).fill(''), right]
    this.#addLine(texts, headStyles.factsLeft, 18)
    if (columns < 2) return
    this.#sheet.getRow(2).getCell(split + 1).style = headStyles.factsRight
    if (split > 1) this.#merge(2, 1, split)
    if (columns > split + 1) this.#merge(2, split + 1, columns)
  }

  #addLine(texts: readonly string[], style: Partial<Style>, height: number): void {
    this.#lastRow += 1
    const row = this.#sheet.getRow(this.#lastRow)
    row.height = height
    texts.forEach((text, index) => {
      const cell = row.getCell(index + 1)
      cell.value = text === '' ? null : cellText(text)
      cell.style = style
    })
  }

  #merge(row: number, from: number, until: number): void {
    this.#sheet.mergeCells(row, from, row, until)
  }
}
