import { amountInWords } from './amount-in-words.js'
import { barcode } from './barcode.js'
import { columnWidths } from './column-widths.js'
import type { PrintColumn, PrintDocument, PrintTotal } from './document.js'
import { emsOf, lineCount } from './line-count.js'
import { type PagePlan, planPages } from './page-plan.js'
import { innerWidth, lineHeight, mmPerPt, type Sheet, sheetOf } from './paper.js'
import { type PartyCell, partyGrid, partyLines } from './party-grid.js'
import { shown } from './shown.js'

/** A total below the rows, its amount in words where it has any. */
export interface ShownTotal {
  readonly label: string
  readonly value: string
  readonly words: string | undefined
}

/** One page of one copy: the rows it holds, ready to read. */
export interface PrintPage {
  readonly rows: readonly (readonly string[])[]
  readonly blanks: number
  readonly last: boolean
}

/** A document set on its paper: what html and pdf both draw, so that they cannot say different things. */
export interface PrintView {
  readonly document: PrintDocument
  readonly sheet: Sheet
  readonly barcode: string | undefined
  readonly party: readonly (readonly PartyCell[])[]
  readonly columns: readonly PrintColumn[]
  /** Millimetres, one a column. */
  readonly widths: readonly number[]
  readonly pages: readonly PrintPage[]
  /** The line of totals under the columns; empty when no total names a column. */
  readonly totalLine: readonly string[]
  readonly totals: readonly ShownTotal[]
  readonly contact: string
  /** Points; smaller than usual for a long name, so that it stays on its line. */
  readonly companyPt: number
  readonly titlePt: number
  readonly copies: readonly string[]
}

/** @param caution  above 1, texts are taken to be wider than they look: for a renderer that needed more pages than planned */
export function printView(document: PrintDocument, caution = 1): PrintView {
  const sheet = sheetOf(document.paper)
  const party = partyGrid(sheet, [...identity(document), ...document.party])
  const widths = columnWidths(document.columns, innerWidth(sheet))
  const rows = document.rows.map((row) => document.columns.map((column, index) => shown(column.format, row[index] ?? '')))
  const totals = document.totals.filter((total) => total.column === undefined || total.words === true).map((total) => shownTotal(total))
  const frame = {
    document,
    sheet,
    party,
    columns: document.columns,
    widths,
    totals,
    totalLine: totalLine(document),
    contact: contactLine(document),
  }
  const pages = planPages(planFacts(frame, rows, caution)).map((page) => pageOf(page, rows))
  const companyPt = fitted(sheet, sheet.companyPt, document.company.name)
  const titlePt = fitted(sheet, sheet.titlePt, document.title)
  return {
    ...frame,
    companyPt,
    titlePt,
    pages,
    barcode: barcode(document.number),
    copies: document.copies.length === 0 ? [''] : document.copies,
  }
}

/** Between mark and barcode, which take 48 mm each. */
function fitted(sheet: Sheet, usualPt: number, text: string): number {
  const widthPt = (innerWidth(sheet) - 2 * 48) / mmPerPt
  return Math.min(usualPt, Math.floor((widthPt / emsOf(text)) * 10) / 10)
}

function identity({ labels, number, date }: PrintDocument) {
  // A report bears no number.
  return [...(number === '' ? [] : [{ label: labels.number, value: number }]), { label: labels.date, value: date }]
}

/** `第 2 页 / 共 3 页`, counted within one copy. */
export function pageLabel(document: PrintDocument, page: number, pages: number): string {
  return document.labels.page.replace('{page}', String(page)).replace('{pages}', String(pages))
}

type Frame = Omit<PrintView, 'pages' | 'barcode' | 'copies' | 'companyPt' | 'titlePt'>

/** Heights of everything on a page, in millimetres, taken a little too high rather than too low. */
function planFacts(frame: Frame, rows: readonly (readonly string[])[], caution: number) {
  const { document, sheet } = frame
  const line = lineHeight(sheet)
  const row = line + 2 * sheet.cellPadding + 0.2
  const rowHeights = rows.map((cells) => row + (linesIn(frame, cells, caution) - 1) * line)
  const labels = document.columns.map((column) => column.label)
  const head = row + (linesIn(frame, labels, caution) - 1) * line
  const above = sheet.headingHeight + partyLines(sheet, frame.party) * line + 2.5 + head
  const room = sheet.height - 2 * sheet.marginY - above - sheet.footerHeight - 1.5
  return { rowHeights, room, tail: tailHeight(frame, row, line), blank: sheet.fillsUp ? row : 0 }
}

function tailHeight(frame: Frame, row: number, line: number): number {
  const { document, sheet, totalLine, totals } = frame
  const ems = innerWidth(sheet) / (sheet.fontPt * mmPerPt) - 1
  const terms = document.terms === undefined ? 0 : lineCount(document.terms, ems) * line + 1
  const lines = totals.reduce((sum, total) => sum + lineCount(totalText(document, total), ems) - 1, 0)
  const signatures = signatureLines(frame).length * sheet.signatureHeight
  return (totalLine.length > 0 ? row : 0) + totals.length * row + lines * line + signatures + terms + 1.5
}

const signaturesPerLine = 5

/** The places to sign, a few on each line. */
export function signatureLines({ document: { signatures } }: Pick<PrintView, 'document'>): readonly (readonly string[])[] {
  const lines = Math.ceil(signatures.length / signaturesPerLine)
  return Array.from({ length: lines }, (_, index) => signatures.slice(index * signaturesPerLine, (index + 1) * signaturesPerLine))
}

/** One total as one line of text: in words first, as the rules want it. */
export function totalText(document: PrintDocument, total: ShownTotal): string {
  const { words, figures, colon } = document.labels
  if (total.words === undefined) return `${total.label}${colon}${total.value}`
  return `${total.label}（${words}）${colon}${total.words}　　（${figures}）${colon}${total.value}`
}

function linesIn(frame: Frame, cells: readonly string[], caution: number): number {
  const { sheet, widths } = frame
  return Math.max(1, ...cells.map((cell, index) => lineCount(cell, ((widths[index] ?? 0) - 2.4) / (sheet.fontPt * mmPerPt * caution))))
}

function pageOf(plan: PagePlan, rows: readonly (readonly string[])[]): PrintPage {
  return { rows: plan.rows.map((row) => rows[row] ?? []), blanks: plan.blanks, last: plan.last }
}

function shownTotal(total: PrintTotal): ShownTotal {
  if (total.words !== true) return { label: total.label, value: shown(total.format ?? 'text', total.value), words: undefined }
  return { label: total.label, value: `¥${shown('money', total.value)}`, words: amountInWords(total.value) }
}

function totalLine(document: PrintDocument): readonly string[] {
  const cells = document.columns.map((column) => {
    const total = document.totals.find((one) => one.column === column.key)
    return total === undefined ? '' : shown(total.format ?? column.format, total.value)
  })
  const label = cells.indexOf('')
  return cells.every((cell) => cell === '') ? [] : cells.map((cell, index) => (index === label ? document.labels.total : cell))
}

function contactLine(document: PrintDocument): string {
  const { company, labels } = document
  const facts = [
    [labels.address, company.address],
    [labels.phone, company.phone],
    [labels.taxNumber, company.taxNumber],
  ] as const
  return facts.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [`${label}${labels.colon}${value}`])).join('　')
}

/** `出货单` is set wide, as titles of forms are. */
export function isShortChinese(title: string): boolean {
  return /^[\u4E00-\u9FFF]{2,6}$/.test(title)
}
