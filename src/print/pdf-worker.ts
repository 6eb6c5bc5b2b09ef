/** The thread that draws documents; it keeps the fonts, which take longer to read than a page takes to draw. */
import { parentPort, workerData } from 'node:worker_threads'
import pdfmake from 'pdfmake'
import { DanjuError } from '../kernel/errors.js'
import { leaveWhenAsked } from '../threads/end-thread.js'
import type { PrintDocument } from './document.js'
import { type FontBook, FontShelf } from './font-book.js'
import { pdfDefinition } from './pdf-definition.js'
import type { FromPdfThread, PdfTask } from './pdf-messages.js'
import { type PrintView, pageLabel, printView } from './print-view.js'

leaveWhenAsked()
const shelf = new FontShelf((workerData as { readonly fontFolder: string }).fontFolder)
const own = new Set<string>()

pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => own.has(path))

parentPort?.on('message', ({ id, document }: PdfTask) => {
  draw(document).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies FromPdfThread, [pdf.buffer as ArrayBuffer]),
    (error: Error) =>
      parentPort?.postMessage({
        id,
        failed: error.message,
        code: error instanceof DanjuError ? error.code : 'print-failed',
      } satisfies FromPdfThread),
  )
})

/** Drawn again, with more room for its texts, if it took more pages than planned: every page must say how many there are. */
async function draw(document: PrintDocument): Promise<Uint8Array> {
  const book = await shelf.bookFor(everyCharacter(document))
  for (const { normal, bold } of Object.values(book.families)) own.add(normal).add(bold)
  pdfmake.setFonts({ ...book.families })
  let pdf: Uint8Array = new Uint8Array()
  for (const caution of [1, 1.15, 1.3]) {
    const view = printView(document, caution)
    const attempt = await drawn(view, book)
    pdf = attempt.pdf
    if (attempt.pages <= view.pages.length * view.copies.length) break
  }
  return pdf
}

async function drawn(view: PrintView, book: FontBook): Promise<{ readonly pdf: Uint8Array; readonly pages: number }> {
  let pages = 0
  const definition = pdfDefinition(view, book, (count) => {
    pages = count
  })
  return { pdf: new Uint8Array(await pdfmake.createPdf(definition).getBuffer()), pages }
}

function everyCharacter(document: PrintDocument): string {
  const view = printView(document)
  return JSON.stringify([document, view.totals, view.contact, pageLabel(document, 0, 0), '¥：（）　-.,%1234567890'])
}
