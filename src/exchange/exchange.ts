/**
 * Room `exchange`: records leave as files, many records change at once, and the runs in which that happens. A run is booked in the transaction of its
 * request, carried out by a job as whoever asked for it with the rights of that moment, and seen by its owner only.
 * May import `records/`, `sheets/`, `files/` and below.
 */
import type { Context } from '../records/door.js'
import { type BulkDeps, type BulkRequest, runBulk, startBulk } from './bulk.js'
import { carryOut, type RunResult, type RunWork } from './carry-out.js'
import { type ExportRequest, runExport, startExport } from './exports.js'
import { type Download, type RunOrder, type Started, startRun } from './run-desk.js'
import { cancelRun, fileOfRun, getRun, listOwnRuns, type RunView, sweepRuns } from './run-views.js'

export interface Exchange {
  startExport(context: Context, request: ExportRequest): Promise<Started>
  startBulk(context: Context, resource: string, request: BulkRequest): Promise<Started>
  get(context: Context, id: string): Promise<RunView>
  list(context: Context): Promise<{ readonly data: readonly Readonly<Record<string, unknown>>[]; readonly next: string | null }>
  cancel(context: Context, id: string): Promise<void>
  file(context: Context, id: string): Promise<Download>
  readonly exports: { run(runId: string, signal: AbortSignal): Promise<void> }
  readonly bulk: { run(runId: string, signal: AbortSignal): Promise<void> }
  /** What `reports/` books and carries out its runs with. */
  readonly desk: {
    start(context: Context, order: RunOrder): Promise<Started>
    carryOut(runId: string, signal: AbortSignal, work: (one: RunWork) => Promise<RunResult>): Promise<void>
  }
  sweepRuns(): Promise<{ readonly ended: number; readonly forgotten: number }>
}

export function createExchange(deps: BulkDeps): Exchange {
  return {
    startExport: (context, request) => startExport(deps, context, request),
    startBulk: (context, resource, request) => startBulk(deps, context, resource, request),
    get: (context, id) => getRun(deps, context, id),
    list: (context) => listOwnRuns(deps, context),
    cancel: (context, id) => cancelRun(deps, context, id),
    file: async (context, id) => {
      const file = await fileOfRun(deps, context, id)
      await deps.fetched(context, id)
      return file
    },
    exports: { run: (id, signal) => runExport(deps, id, signal) },
    bulk: { run: (id, signal) => runBulk(deps, id, signal) },
    desk: { start: (context, order) => startRun(deps, context, order), carryOut: (id, signal, work) => carryOut(deps, id, signal, work) },
    sweepRuns: () => sweepRuns(deps),
  }
}
