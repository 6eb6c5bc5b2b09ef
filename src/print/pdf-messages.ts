import type { PrintDocument } from './document.js'

export interface PdfTask {
  readonly id: number
  readonly document: PrintDocument
}

export type FromPdfThread =
  | { readonly id: number; readonly pdf: Uint8Array }
  | { readonly id: number; readonly failed: string; readonly code: string }
