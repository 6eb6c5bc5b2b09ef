import { Readable } from 'node:stream'
import type { Clock } from '../kernel/clock.js'
import type { PrintDocument } from '../print/document.js'
import { printHtml } from '../print/print-html.js'
import type { Context, Reading } from '../records/door.js'
import { type PrintRequest, printRecord } from './print-record.js'

export interface Printed {
  readonly name: string
  readonly type: string
  readonly sizeBytes: number | null
  open(): Promise<Readable>
}

/** A record as a document: a PDF to send, and a page to print from the browser. Both show the same. */
export interface Printing {
  pdf(context: Context, request: PrintRequest): Promise<Printed>
  html(context: Context, request: PrintRequest): Promise<Printed>
}

export interface PrintingDeps {
  readonly records: Reading
  readonly clock: Clock
  readonly print: (document: PrintDocument) => Promise<Uint8Array>
}

export function createPrinting(deps: PrintingDeps): Printing {
  return {
    pdf: async (context, request) => {
      const document = await printRecord(deps, context, request)
      return printed(document, 'pdf', await deps.print(document))
    },
    html: async (context, request) => {
      const document = await printRecord(deps, context, request)
      return printed(document, 'html', Buffer.from(printHtml(document)))
    },
  }
}

function printed(document: PrintDocument, form: 'pdf' | 'html', content: Uint8Array): Printed {
  const type = form === 'pdf' ? 'application/pdf' : 'text/html; charset=utf-8'
  return {
    name: `${document.title}_${document.number}.${form}`,
    type,
    sizeBytes: content.byteLength,
    open: async () => Readable.from([Buffer.from(content)]),
  }
}
