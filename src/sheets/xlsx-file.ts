import type { WriteStream } from 'node:fs'
import ExcelJS from 'exceljs'
import { ColumnSums } from './column-sums.js'
import { widthsFor } from './column-widths.js'
import { sheetNameFor } from './file-name.js'
import type { SheetRequest, SheetRow } from './sheet.js'
import type { SheetFile } from './sheet-file.js'
import { hasTotals, totalRow } from './total-row.js'
import { XlsxSheet } from './xlsx-sheet.js'

/** Rows between two looks at whether the disk follows. */
const rowsAtOnce = 100

/** A workbook on its way to a file: sheets follow each other when one is full, totals and notes stand on the last. */
export class XlsxFile implements SheetFile {
  readonly #book: ExcelJS.stream.xlsx.WorkbookWriter
  readonly #sums: ColumnSums
  readonly #sheets: XlsxSheet[] = []
  readonly #failed: Promise<never>
  #widths: readonly number[] = []

  constructor(
    readonly request: SheetRequest,
    readonly rowsPerSheet: number,
    target: WriteStream,
  ) {
    this.#failed = new Promise((_, reject) => target.once('error', reject))
    this.#failed.catch(() => undefined)
    this.#book = new ExcelJS.stream.xlsx.WorkbookWriter({
      stream: target,
      useStyles: true,
      useSharedStrings: false,
      zip: { zlib: { level: 3 } },
    })
    this.#book.creator = request.head.exportedBy
    this.#sums = new ColumnSums(request.columns)
  }

  async write(rows: readonly SheetRow[]): Promise<void> {
    if (this.#sheets.length === 0) this.#widths = widthsFor(this.request, rows)
    for (const [index, row] of rows.entries()) {
      const sheet = this.#roomFor(1)
      sheet.addRow(row)
      this.#sums.add(row)
      if (index % rowsAtOnce === rowsAtOnce - 1) await this.#unlessFailed(sheet.drained())
    }
  }

  async finish(): Promise<readonly string[]> {
    if (this.#sheets.length === 0) this.#widths = widthsFor(this.request, [])
    const sheet = this.#roomFor(this.#footRows())
    if (this.request.layout === 'report') this.#addFoot(sheet)
    sheet.close()
    await this.#unlessFailed(this.#book.commit())
    return this.#sums.off()
  }

  #addFoot(sheet: XlsxSheet): void {
    if (hasTotals(this.request.columns)) sheet.addFoot(totalRow(this.request.head, this.#sums, this.#sheets))
    sheet.addNotes(this.request.head.notes)
  }

  #footRows(): number {
    return this.request.layout === 'report' ? this.request.head.notes.length + 2 : 0
  }

  /** The last sheet if it still takes so many rows, else a new one. */
  #roomFor(rows: number): XlsxSheet {
    const last = this.#sheets.at(-1)
    if (last !== undefined && last.rows + rows <= this.rowsPerSheet) return last
    last?.close()
    const name = sheetNameFor(this.request.head.title, this.#sheets.length + 1)
    const sheet = new XlsxSheet(this.#book, name, this.request, this.#widths)
    this.#sheets.push(sheet)
    return sheet
  }

  #unlessFailed<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#failed])
  }
}
