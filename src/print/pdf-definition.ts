import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { type FontBook, mainFont } from './font-book.js'
import { mmPerPt } from './paper.js'
import { pdfPage } from './pdf-page.js'
import { type SetText, textSetter } from './pdf-text.js'
import { type PrintView, pageLabel } from './print-view.js'

/**
 * The document as pdfmake draws it: the planned pages, each copy after the other.
 * @param onPages  told how many pages it became in the end
 */
export function pdfDefinition(view: PrintView, book: FontBook, onPages: (pages: number) => void): TDocumentDefinitions {
  const { document, sheet } = view
  const set = textSetter(book)
  const [x, y, foot] = [pt(sheet.marginX), pt(sheet.marginY), pt(sheet.footerHeight)]
  return {
    pageSize: { width: pt(sheet.width), height: pt(sheet.height) },
    pageMargins: [x, y, x, y + foot],
    defaultStyle: { font: mainFont, fontSize: sheet.fontPt },
    info: { title: `${document.title} ${document.number}`, author: document.company.name, creator: 'Danju', producer: 'Danju' },
    content: view.copies.flatMap((copy, copyIndex) =>
      view.pages.map((page, index): Content => {
        const isFirst = copyIndex === 0 && index === 0
        return { stack: pdfPage(view, page, copy, set), ...(isFirst ? {} : { pageBreak: 'before' as const }) }
      }),
    ),
    footer: (page, pages) => {
      onPages(pages)
      return footer(view, set, page, pages)
    },
  }
}

/** All copies have as many pages as the first; each counts its own. */
function footer(view: PrintView, set: SetText, page: number, pages: number): Content {
  const { sheet, document } = view
  const each = Math.max(1, Math.round(pages / view.copies.length))
  const size = sheet.fontPt - 1
  return {
    margin: [pt(sheet.marginX), pt(sheet.footerHeight - 4.8), pt(sheet.marginX), 0],
    fontSize: size,
    columns: [
      { text: set(view.contact), width: '*' },
      { text: set(pageLabel(document, ((page - 1) % each) + 1, each)), width: 'auto', alignment: 'right' },
    ],
  }
}

/** Millimetres as PDF points. */
export function pt(mm: number): number {
  return mm / mmPerPt
}
