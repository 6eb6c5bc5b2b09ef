import type { SheetRequest, SheetRow } from './sheet.js'

/** What the writing thread is started with. */
export interface SheetTask {
  readonly request: SheetRequest
  /** The unfinished file, beside the target. */
  readonly draft: string
  readonly rowsPerSheet: number
}

export type ToSheetThread = { readonly say: 'rows'; readonly rows: readonly SheetRow[] } | { readonly say: 'finish' }

export type FromSheetThread =
  | { readonly say: 'ready' }
  | { readonly say: 'finished'; readonly sizeBytes: number; readonly totalsOff: readonly string[] }
  | { readonly say: 'failed'; readonly code: string; readonly message: string }
