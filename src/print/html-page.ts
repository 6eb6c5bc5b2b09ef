import { escapeHtml } from './escape.js'
import type { PartyCell } from './party-grid.js'
import { isShortChinese, type PrintPage, type PrintView, pageLabel, signatureLines, totalText } from './print-view.js'

/** One page of one copy. @param number counted from 1 within the copy */
export function htmlPage(view: PrintView, page: PrintPage, copy: string, number: number): string {
  return `<section class="page">
${heading(view, copy)}
<div class="party">${view.party
    .flat()
    .map((cell) => fact(cell, view.document.labels.colon))
    .join('')}</div>
${table(view, page)}
${page.last ? ending(view) : ''}
<div class="foot"><span>${escapeHtml(view.contact)}</span><span class="pages">${escapeHtml(pageLabel(view.document, number, view.pages.length))}</span></div>
</section>`
}

function heading(view: PrintView, copy: string): string {
  const { document } = view
  const reprint = document.reprint === undefined ? '' : `<div class="reprint">${escapeHtml(document.reprint)}</div>`
  const spaced = isShortChinese(document.title) ? ' class="spaced"' : ''
  return `<div class="head">${reprint}<div class="company">${escapeHtml(document.company.name)}</div>
<h1${spaced}>${escapeHtml(document.title)}</h1>
<div class="code">${view.barcode ?? ''}<div class="copy">${escapeHtml(copy)}</div></div></div>`
}

function fact(cell: PartyCell, colon: string): string {
  return `<div class="span${cell.span}"><span class="label">${escapeHtml(cell.label)}${colon}</span>${escapeHtml(cell.value)}</div>`
}

function table(view: PrintView, page: PrintPage): string {
  const columns = view.columns.map((_, index) => `<col class="w${index}">`).join('')
  const head = view.columns.map((column) => `<th>${escapeHtml(column.label)}</th>`).join('')
  const blank = `<tr class="blank">${view.columns.map(() => '<td></td>').join('')}</tr>`
  const rows = page.rows.map((row) => line(view, row, '')).join('\n')
  return `<table><colgroup>${columns}</colgroup><thead><tr>${head}</tr></thead><tbody>
${rows}${blank.repeat(page.blanks)}${page.last ? totals(view) : ''}
</tbody></table>`
}

function totals(view: PrintView): string {
  const whole = view.totals.map(
    (total) => `<tr class="total"><td colspan="${view.columns.length}">${escapeHtml(totalText(view.document, total))}</td></tr>`,
  )
  return [view.totalLine.length === 0 ? '' : line(view, view.totalLine, ' class="total"'), ...whole].join('\n')
}

function line(view: PrintView, cells: readonly string[], attribute: string): string {
  const shown = view.columns.map((column, index) => `<td class="${column.align}">${escapeHtml(cells[index] ?? '')}</td>`)
  return `<tr${attribute}>${shown.join('')}</tr>`
}

function ending(view: PrintView): string {
  const { terms, labels } = view.document
  const lines = signatureLines(view).map((line) => {
    const places = line.map((one) => `<div class="signature"><span class="label">${escapeHtml(one)}${labels.colon}</span><i></i></div>`)
    return `<div class="signatures">${places.join('')}</div>`
  })
  return `${lines.join('')}${terms === undefined ? '' : `<div class="terms">${escapeHtml(terms)}</div>`}`
}
