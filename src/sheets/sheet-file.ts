import type { SheetRow } from './sheet.js'

/** What both formats offer to the thread that fills them. */
export interface SheetFile {
  /** Resolves when the writer is ready for more. */
  write(rows: readonly SheetRow[]): Promise<void>
  /** @returns keys of the columns whose given total is not the sum of their rows */
  finish(): Promise<readonly string[]>
}
