import { emsOf, lineCount } from './line-count.js'
import { innerWidth, mmPerPt, type Sheet } from './paper.js'

export const partyColumns = 3

/** One fact about the other party, and how many of the three columns it takes. */
export interface PartyCell {
  readonly label: string
  readonly value: string
  readonly span: number
}

/** Lays the facts out in lines of three columns: a long address gets two or three, so that little wraps; the last cell fills its line. */
export function partyGrid(
  sheet: Sheet,
  party: readonly { readonly label: string; readonly value: string }[],
): readonly (readonly PartyCell[])[] {
  const lines: PartyCell[][] = []
  let free = 0
  for (const { label, value } of party) {
    const span = Math.min(partyColumns, Math.ceil(emsOf(`${label}  ${value}`) / columnEms(sheet, 1)))
    if (span > free) {
      lines.push([])
      free = partyColumns
    }
    lines.at(-1)?.push({ label, value, span })
    free -= span
  }
  return lines.map(filled)
}

/** Lines of text each line of the grid needs. */
export function partyLines(sheet: Sheet, grid: readonly (readonly PartyCell[])[]): number {
  return grid.reduce(
    (total, cells) => total + Math.max(...cells.map((cell) => lineCount(`${cell.label}  ${cell.value}`, columnEms(sheet, cell.span)))),
    0,
  )
}

function filled(cells: readonly PartyCell[]): readonly PartyCell[] {
  const taken = cells.reduce((total, cell) => total + cell.span, 0)
  return cells.map((cell, index) => (index === cells.length - 1 ? { ...cell, span: cell.span + partyColumns - taken } : cell))
}

function columnEms(sheet: Sheet, span: number): number {
  return ((innerWidth(sheet) / partyColumns) * span - 2) / (sheet.fontPt * mmPerPt)
}
