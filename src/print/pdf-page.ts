import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { lineHeight, mmPerPt } from './paper.js'
import { partyColumns } from './party-grid.js'
import type { SetText } from './pdf-text.js'
import { isShortChinese, type PrintPage, type PrintView, signatureLines, totalText } from './print-view.js'

const pt = (mm: number): number => mm / mmPerPt
const nothing = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
}
const sideMm = 1
const linePt = 0.6

/** One page of one copy, from its heading to its last line. */
export function pdfPage(view: PrintView, page: PrintPage, copy: string, set: SetText): Content[] {
  return [heading(view, copy, set), party(view, set), rows(view, page, set), ...(page.last ? ending(view, set) : [])]
}

function heading(view: PrintView, copy: string, set: SetText): Content {
  const { document, sheet } = view
  const title = isShortChinese(document.title) ? [...document.title].join('  ') : document.title
  const names: Content[] = [
    { text: set(document.company.name), fontSize: view.companyPt, alignment: 'center' },
    { text: set(title), fontSize: view.titlePt, bold: true, alignment: 'center' },
  ]
  const code: Content[] = view.barcode === undefined ? [] : [{ svg: view.barcode, fit: [pt(46), pt(8)], alignment: 'right' }]
  const right: Content[] = [...code, { text: set(copy), bold: true, alignment: 'right', margin: [0, pt(1), 0, 0] }]
  return {
    table: { widths: [pt(46), '*', pt(46)], heights: pt(sheet.headingHeight), body: [[reprint(view, set), names, right]] },
    layout: nothing,
  }
}

function reprint(view: PrintView, set: SetText): TableCell {
  if (view.document.reprint === undefined) return ''
  return {
    table: { body: [[{ text: set(view.document.reprint), bold: true }]] },
    layout: { ...nothing, hLineWidth: () => 0.8, vLineWidth: () => 0.8, paddingLeft: () => 4, paddingRight: () => 4 },
  }
}

function party(view: PrintView, set: SetText): Content {
  const body = view.party.map((cells) =>
    cells.flatMap((cell): TableCell[] => [
      { text: set(`${cell.label}${view.document.labels.colon}${cell.value}`), colSpan: cell.span },
      ...Array.from({ length: cell.span - 1 }, (): TableCell => ''),
    ]),
  )
  return {
    table: { widths: Array.from({ length: partyColumns }, () => '*'), body },
    layout: { ...nothing, paddingRight: () => pt(2) },
    margin: [0, 0, 0, pt(1.5)],
  }
}

function rows(view: PrintView, page: PrintPage, set: SetText): Content {
  const { sheet, columns } = view
  const head = columns.map(
    (column): TableCell => ({ text: set(column.label), bold: true, alignment: 'center', verticalAlignment: 'middle' }),
  )
  const body = page.rows.map((row) => line(view, row, set, false))
  const blanks = Array.from({ length: page.blanks }, () => columns.map((): TableCell => ' '))
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: view.widths.map((width) => pt(width - 2 * sideMm) - linePt),
      heights: pt(lineHeight(sheet)),
      body: [head, ...body, ...blanks, ...(page.last ? totals(view, set) : [])],
    },
    layout: {
      hLineWidth: () => linePt,
      vLineWidth: () => linePt,
      paddingLeft: () => pt(sideMm),
      paddingRight: () => pt(sideMm),
      paddingTop: () => pt(sheet.cellPadding),
      paddingBottom: () => pt(sheet.cellPadding),
    },
  }
}

function line(view: PrintView, cells: readonly string[], set: SetText, bold: boolean): TableCell[] {
  return view.columns.map(
    (column, index): TableCell => ({ text: set(cells[index] ?? ''), alignment: column.align, verticalAlignment: 'middle', bold }),
  )
}

function totals(view: PrintView, set: SetText): TableCell[][] {
  const count = view.columns.length
  const whole = view.totals.map((total): TableCell[] => [
    { text: set(totalText(view.document, total)), bold: true, colSpan: count },
    ...Array.from({ length: count - 1 }, (): TableCell => ''),
  ])
  return view.totalLine.length === 0 ? whole : [line(view, view.totalLine, set, true), ...whole]
}

function ending(view: PrintView, set: SetText): Content[] {
  const { terms } = view.document
  const lines = signatureLines(view).map((labels) => signatureLine(view, labels, set))
  return terms === undefined ? lines : [...lines, { text: set(terms), margin: [0, pt(1), 0, 0] }]
}

/** Label, line to write on, gap; label … */
function signatureLine(view: PrintView, labels: readonly string[], set: SetText): Content {
  const { sheet, document } = view
  const cells = labels.flatMap((label): TableCell[] => [
    { text: set(`${label}${document.labels.colon}`), noWrap: true, border: [false, false, false, false] },
    { text: '', border: [false, false, false, true] },
    { text: '', border: [false, false, false, false] },
  ])
  return {
    margin: [0, pt(sheet.signatureHeight - lineHeight(sheet) - 1), 0, pt(1)],
    table: { widths: labels.flatMap(() => ['auto', '*', pt(3)]), body: [cells] },
    layout: { ...nothing, hLineWidth: () => linePt },
  }
}
