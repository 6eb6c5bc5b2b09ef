import { Decimal, isDecimalText } from '../kernel/decimal.js'
import { exactNumber } from './cell-number.js'
import { isSummable } from './cell-style.js'
import type { SheetColumn, SheetRow } from './sheet.js'

/** Adds up, exactly, what the file's own SUBTOTAL will see, so that a total is a formula only where both agree. */
export class ColumnSums {
  readonly #sums = new Map<number, Decimal>()

  constructor(readonly columns: readonly SheetColumn[]) {
    columns.forEach((column, index) => {
      if (column.total !== undefined && isSummable(column.format)) this.#sums.set(index, new Decimal(0))
    })
  }

  add(row: SheetRow): void {
    for (const [index, sum] of this.#sums) {
      const cell = row[index]
      if (typeof cell === 'string' && exactNumber(cell) !== undefined) this.#sums.set(index, sum.plus(cell))
    }
  }

  /** True when the column's given total is the sum of its rows. */
  agrees(index: number): boolean {
    const total = this.columns[index]?.total
    return total !== undefined && isDecimalText(total) && this.#sums.get(index)?.equals(total) === true
  }

  /** Keys of the columns whose given total is not the sum of their rows. */
  off(): readonly string[] {
    return [...this.#sums.keys()].filter((index) => !this.agrees(index)).map((index) => this.columns[index]?.key ?? '')
  }
}
