import type { Text } from '../kernel/texts.js'
import type { Context } from '../records/door.js'

/** Where runs are booked and carried out; `exchange/` keeps it, the wiring hands it over. */
export interface RunDesk {
  start(
    context: Context,
    order: {
      readonly job: string
      readonly kind: 'report'
      readonly request: Readonly<Record<string, unknown>> & { readonly name: string }
    },
  ): Promise<{ readonly id: string }>
  carryOut(runId: string, signal: AbortSignal, work: (one: DeskWork) => Promise<DeskResult>): Promise<void>
}

export interface DeskWork {
  readonly run: { readonly id: string; readonly request: Readonly<Record<string, unknown>> }
  readonly context: Context
  /** An unused path for the file. */
  readonly draft: string
  readonly signal: AbortSignal
  moved(share: number, rows: number): void
}

export interface DeskResult {
  readonly rows: number
  readonly file: { readonly path: string; readonly name: string; readonly mediaType: string } | null
  readonly result: Readonly<Record<string, unknown>>
  readonly remark: Text | null
  readonly trace: { readonly action: string; readonly resource: string; readonly facts: Readonly<Record<string, unknown>> } | null
}
