import type { Locale } from '../../../kernel/texts.js'
import { writtenAs } from '../form/number-input.js'
import { type Field, isNumeric } from '../model/model.js'
import { dayFrom } from '../parts/day-from.js'

/** What a spreadsheet puts on the clipboard: tabs between cells, lines between rows, quotes round what holds either. */
export function cellsFrom(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  const parts = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .matchAll(/("(?:[^"]|"")*"(?=\t|\n|$)|[^\t\n]*)(\t|\n|$)/g)
  for (const [whole, cell = '', end] of parts) {
    rows.at(-1)?.push(cell.startsWith('"') && cell.length > 1 && cell.endsWith('"') ? cell.slice(1, -1).replace(/""/g, '"') : cell.trim())
    if (end === '\n') rows.push([])
    if (end === '' || whole === '') break
  }
  return rows
}

/** Rows in which something is written. */
export const written = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.filter((cells) => cells.some((cell) => cell !== ''))

export interface PastedCell {
  /** From the cell one stood in. */
  readonly row: number
  readonly field: Field
  readonly value: unknown
}

/** Cells by the columns they fall on; those past the last column are left out, and empty ones where what one picks fills them. */
export function pastedCells(rows: readonly (readonly string[])[], columns: readonly Field[], locale: Locale): readonly PastedCell[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((text, index) => {
      const field = columns[index]
      const isLeft = text === '' && field?.default?.kind === 'from'
      return field === undefined || isLeft ? [] : [{ row, field, value: valueFrom(field, text, locale) }]
    }),
  )
}

function valueFrom(field: Field, text: string, locale: Locale): unknown {
  if (text === '') return null
  if (isNumeric(field.kind)) return writtenAs(field, text)
  if (field.kind === 'date') return dayFrom(text)
  if (field.kind === 'boolean') return /^(是|y|yes|true|1)$/i.test(text)
  if (field.kind !== 'select') return text
  const option = field.options.find(
    ({ value, label }) => value === text || label.zh === text || label.en.toLowerCase() === text.toLowerCase(),
  )
  return option?.value ?? (locale === 'en' ? text : text)
}
