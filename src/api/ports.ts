/**
 * What the API asks of rooms that stand beside or below it; `platform.ts` plugs them in.
 *
 * A method that writes gets a `context` with a `guard`: it calls `context.guard?.begin(tx)` first and `context.guard?.end(tx, result)` last,
 * inside the one transaction of its effect, and returns that same result. That is all Idempotency-Key needs.
 * Whatever the actor may not know of is a NotFoundError.
 *
 * Messages of `Signals`, as GET /events reads them: topic `notification` carries the id of the user who has a new one, `run` the id of the
 * run that moved on, `model` the version just published.
 */
import type { Readable } from 'node:stream'
import type { Paper } from '../define/print.js'
import type { Problem } from '../kernel/problem.js'
import type { Text } from '../kernel/texts.js'
import type { Context, HistoryPage } from '../records/door.js'

export interface ApiPorts {
  readonly runs: Runs
  readonly design: Design
  readonly alerts: Alerts
  readonly notifications: Notifications
  readonly jobs: JobsBoard
  readonly sync: SyncBoard
  readonly printing: Printing
  readonly files: Files
  readonly explaining: Explaining
  readonly books: Books
}

/** A document on its way to the caller; `type` is a media type, `name` the file name people see. */
export interface Download {
  readonly name: string
  readonly type: string
  /** Null when not known beforehand. */
  readonly sizeBytes: number | null
  /** Opened only once the answer begins, so that a refused request leaves nothing open. */
  open(): Promise<Readable>
}

export type Listing = { readonly data: readonly Readonly<Record<string, unknown>>[]; readonly next: string | null }

export type ReportFormat = 'json' | 'xlsx' | 'csv' | 'pdf'
export type ExportFormat = 'xlsx' | 'csv'

/** Reports, exports and bulk actions: rows of `dj_run`-like work that a job carries out. Their owner's only. */
export interface Runs {
  /** @throws NotFoundError for a report the actor may not run; InvalidError for parameters */
  startReport(
    context: Context,
    report: string,
    request: { readonly parameters: Readonly<Record<string, unknown>>; readonly format: ReportFormat },
  ): Promise<Started>
  startExport(context: Context, request: ExportRequest): Promise<Started>
  /** `action` is `update`, `remove` or a transition; `values` what an update writes, `answers` what a transition is told. */
  startBulk(context: Context, resource: string, request: BulkRequest): Promise<Started>
  get(context: Context, id: string): Promise<RunView>
  /** The caller's own, newest first. */
  list(context: Context): Promise<Listing>
  cancel(context: Context, id: string): Promise<void>
  /** @throws NotFoundError while it is not done, and for runs of others */
  file(context: Context, id: string): Promise<Download>
}

export interface Started {
  readonly id: string
}

export interface ExportRequest {
  readonly resource: string
  readonly where: unknown
  readonly search: string | null
  readonly sort: string | null
  /** Field paths; what the list screen shows when null. */
  readonly fields: readonly string[] | null
  readonly format: ExportFormat
}

export interface BulkRequest {
  readonly ids: readonly string[] | null
  /** A condition as JSON, when no ids are named. */
  readonly where: unknown
  readonly action: string
  readonly values: Readonly<Record<string, unknown>>
  readonly answers: Readonly<Record<string, unknown>>
}

/** `progress` from 0 to 1. `error` in the owner's language. */
export interface RunView {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly rows: number | null
  readonly error: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** Configuration at run time. The API has checked the right `publish`; what a designer may shape, the room decides. */
export interface Design {
  list(context: Context): Promise<Listing>
  create(context: Context, draft: ChangeDraft): Promise<ChangeView>
  get(context: Context, id: string): Promise<ChangeView>
  change(context: Context, id: string, draft: ChangeDraft): Promise<ChangeView>
  /** @throws InvalidError `problems` with `extra.problems` */
  publish(context: Context, id: string, note: string): Promise<Published>
  versions(context: Context): Promise<Listing>
  restore(context: Context, version: number, restoring: Restoring): Promise<Published>
}

export interface Published {
  /** The version as text: what the guard of an act wants. */
  readonly id: string
  readonly version: number
}

/** A `patch` is a JSON merge patch; an added document carries its `kind` (`resource`, `role`, `report` …). */
export interface ChangeDraft {
  readonly set: readonly { readonly definition: string; readonly patch: Readonly<Record<string, unknown>> }[]
  readonly add: readonly (Readonly<Record<string, unknown>> & { readonly kind: string; readonly name: string })[]
  /** Where records go that stand in a state that is taken away: resource → old state → new state. */
  readonly map?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface Restoring {
  readonly note: string
  /** Where records go that stand in a state the earlier version does not know: resource → state → state. */
  readonly map?: NonNullable<ChangeDraft['map']>
}

export type ChangeView = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly problems: readonly Problem[]
  readonly impact: unknown
}

export interface Alerts {
  /** Open ones first, of rows the actor may read. */
  list(
    context: Context,
    query: { readonly state: 'open' | 'closed' | 'all'; readonly after: string | null; readonly size: number },
  ): Promise<Listing>
}

export interface Notifications {
  list(
    context: Context,
    query: { readonly unread: boolean | null; readonly after: string | null; readonly size: number },
  ): Promise<Listing & { readonly unread: number }>
  /** @returns with `id` of the reader, and how many are still unread */
  markRead(context: Context, ids: readonly string[] | 'all'): Promise<{ readonly id: string; readonly unread: number }>
  unread(context: Context): Promise<number>
  /** What the caller was told about a record, as entries of its history. @param before  id: only older ones */
  about(context: Context, record: { readonly resource: string; readonly id: string }, before: string | null): Promise<HistoryPage>
}

/** The API has checked the right `manageJobs`. */
export interface JobsBoard {
  list(
    context: Context,
    query: { readonly state: string | null; readonly job: string | null; readonly after: string | null; readonly size: number },
  ): Promise<Listing>
  retry(context: Context, id: string): Promise<Started>
}

/** The API has checked the right `manageJobs`. */
export interface SyncBoard {
  get(context: Context, connector: string): Promise<Readonly<Record<string, unknown>>>
}

export interface Printing {
  /** @throws NotFoundError when the template, the record or the right to print it is not there */
  pdf(context: Context, request: PrintRequest): Promise<Download>
  /** The same as a page that prints from the browser. */
  html(context: Context, request: PrintRequest): Promise<Download>
}

export interface PrintRequest {
  readonly resource: string
  readonly id: string
  readonly template: string
  /** The template's own when absent. */
  readonly paper?: Paper
}

/** Stored name, type and size are decided by the room; what the caller says about its file is not believed. */
export interface Files {
  readonly maxBytes: number
  save(context: Context, upload: { readonly name: string; readonly type: string; readonly content: Buffer }): Promise<FileView>
  get(context: Context, id: string): Promise<Download>
}

export interface FileView {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly sizeBytes: number
}

export interface Explaining {
  /** The API has checked the right `explain`, or that `user` is the asker. */
  explain(
    context: Context,
    question: { readonly user: string; readonly action: string; readonly resource: string; readonly id: string | null },
  ): Promise<Explanation>
}

/** The API has checked the right `audit`. */
export interface Books {
  /** Every invariant with the documents that broke it when the books were added up last, as far as the actor may read them. */
  list(context: Context): Promise<Listing['data']>
  check(context: Context): Promise<Started>
}

export type Explanation = Readonly<Record<string, unknown>> & { readonly allowed: boolean; readonly because: Text }
