/**
 * Room `print`: documents on paper, as HTML and as PDF, from one description.
 * May import `kernel`; it is the home of pdfmake, bwip-js and the font. It knows titles, columns and rows, and no resource.
 * Pages are planned once, in `printView`; both forms draw that plan, so they hold the same rows, totals and page numbers.
 */
import type { PrintDocument } from './document.js'
import { escapeHtml } from './escape.js'
import { htmlPage } from './html-page.js'
import { htmlStyle } from './html-style.js'
import { printView } from './print-view.js'

export interface HtmlOptions {
  /** Of the response's Content-Security-Policy; without it the page allows its own styles by itself. */
  readonly nonce?: string
}

/** A whole page that prints as the document: no script, nothing fetched, every text escaped. */
export function printHtml(document: PrintDocument, options: HtmlOptions = {}): string {
  const view = printView(document)
  const nonce = options.nonce === undefined ? '' : ` nonce="${escapeHtml(options.nonce)}"`
  const styles = options.nonce === undefined ? "'unsafe-inline'" : `'nonce-${escapeHtml(options.nonce)}'`
  const pages = view.copies.flatMap((copy) => view.pages.map((page, index) => htmlPage(view, page, copy, index + 1)))
  return `<!doctype html>
<html lang="${document.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${styles}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`${document.title} ${document.number}`)}</title>
<style${nonce}>
${htmlStyle(view)}
</style>
</head>
<body>
${pages.join('\n')}
</body>
</html>
`
}
