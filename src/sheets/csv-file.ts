import { once } from 'node:events'
import type { WriteStream } from 'node:fs'
import { stringify } from 'csv-stringify/sync'
import { isDay } from '../kernel/clock.js'
import { isDecimalText } from '../kernel/decimal.js'
import { isNumeric } from './cell-style.js'
import { booleanText, guardedText } from './cell-text.js'
import { ColumnSums } from './column-sums.js'
import type { SheetColumn, SheetRequest, SheetRow } from './sheet.js'
import type { SheetFile } from './sheet-file.js'
import { WallClock } from './wall-clock.js'

const bom = '\uFEFF'

/**
 * A csv file as Excel opens it: UTF-8 with BOM, CRLF, header in row 1. It is for other programs, so it carries rows and
 * nothing else in either layout: no title, no totals that somebody would add up a second time.
 */
export class CsvFile implements SheetFile {
  readonly #sums: ColumnSums
  readonly #clock: WallClock
  #begun = false

  constructor(
    readonly request: SheetRequest,
    readonly target: WriteStream,
  ) {
    this.#sums = new ColumnSums(request.columns)
    this.#clock = new WallClock(request.head.timeZone ?? 'Asia/Shanghai')
  }

  async write(rows: readonly SheetRow[]): Promise<void> {
    for (const row of rows) this.#sums.add(row)
    await this.#put(rows.map((row) => this.request.columns.map((column, index) => this.#cell(column, row[index] ?? null))))
  }

  async finish(): Promise<readonly string[]> {
    await this.#put([])
    this.target.end()
    await once(this.target, 'finish')
    return this.#sums.off()
  }

  async #put(rows: readonly (readonly string[])[]): Promise<void> {
    const head = this.#begun ? [] : [this.request.columns.map((column) => guardedText(column.label))]
    const text = stringify([...head, ...rows], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ })
    const whole = this.#begun ? text : bom + text
    this.#begun = true
    if (whole !== '' && !this.target.write(whole)) await once(this.target, 'drain')
  }

  #cell(column: SheetColumn, value: string | boolean | null): string {
    if (value === null) return ''
    if (typeof value === 'boolean') return booleanText(value, this.request.head.locale)
    if (isNumeric(column.format) && isDecimalText(value)) return value
    if (column.format === 'date' && isDay(value)) return value
    const shown = column.format === 'instant' ? this.#clock.show(value) : undefined
    return shown ?? guardedText(value)
  }
}
