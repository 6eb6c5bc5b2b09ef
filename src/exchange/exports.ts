import type { ResourceModel } from '../compile/model.js'
import type { Clock } from '../kernel/clock.js'
import { ForbiddenError, NotFoundError } from '../kernel/errors.js'
import type { Locale } from '../kernel/texts.js'
import { textIn } from '../kernel/texts.js'
import { canDo, canSee } from '../permissions/access.js'
import type { Context, ListQuery, Reading, RecordView } from '../records/door.js'
import { shownCell } from '../records/presenting/sheet-cell.js'
import { fieldOf, labelOf, type ShownColumn, sheetFormatOf, shownColumn } from '../records/presenting/sheet-column.js'
import { fileNameFor } from '../sheets/file-name.js'
import type { SheetRequest, SheetRow } from '../sheets/sheet.js'
import { WallClock } from '../sheets/wall-clock.js'
import { writeSheet } from '../sheets/write-sheet.js'
import { carryOut, type RunResult, type RunWork } from './carry-out.js'
import { type DeskDeps, type Started, startRun } from './run-desk.js'

export interface ExportRequest {
  readonly resource: string
  readonly where: unknown
  readonly search: string | null
  readonly sort: string | null
  /** Field paths; what the list screen shows when null. */
  readonly fields: readonly string[] | null
  readonly format: 'xlsx' | 'csv'
}

export interface ExportDeps extends DeskDeps {
  readonly records: Pick<Reading, 'list' | 'each'>
}

export const mediaTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
} as const

/**
 * What is on the screen, as a file: the same filter, search, order and columns.
 * @throws NotFoundError, ForbiddenError `not-granted`, and what a list with this query throws
 */
export async function startExport(deps: ExportDeps, context: Context, request: ExportRequest): Promise<Started> {
  const { model, actor } = context
  if (!canSee(model, actor, request.resource)) throw new NotFoundError()
  if (!canDo(model, actor, request.resource, 'export')) throw notGranted()
  await deps.records.list(context, request.resource, { ...queryOf(request), size: 1, count: 'none' })
  const name = textIn(actor.locale, resourceOf(context, request.resource).label)
  return startRun(deps, context, { job: 'export-records', kind: 'export', request: { ...request, name } })
}

/** Asked again, with the rights of now, as whoever asked. */
export function runExport(deps: ExportDeps, runId: string, signal: AbortSignal): Promise<void> {
  return carryOut(deps, runId, signal, (work) => exportRows(deps, work, work.run.request as unknown as ExportRequest))
}

async function exportRows(deps: ExportDeps, work: RunWork, request: ExportRequest): Promise<RunResult> {
  const resource = resourceOf(work.context, request.resource)
  const columns = columnsFor(work.context, resource, request.fields)
  const query = { ...queryOf(request), fields: columns.map(({ path }) => path.join('.')) }
  const expected = await expectedRows(deps, work.context, request)
  const sheet = sheetFor(deps.clock, work, { resource, columns, format: request.format })
  const onProgress = (rows: number): void =>
    work.moved(expected === null ? 1 - 1 / (1 + rows / 50_000) : rows / Math.max(1, expected), rows)
  const rows = rowsOf(deps.records.each(work.context, resource.name, query, 'export'), columns, work.context.actor.locale)
  const { rows: count } = await writeSheet(sheet, rows, { signal: work.signal, onProgress })
  const facts = {
    where: request.where ?? null,
    search: request.search,
    sort: request.sort,
    fields: query.fields,
    format: request.format,
    rows: count,
  }
  const file = {
    path: work.draft,
    name: fileNameFor(sheet.head.title, sheet.head.exportedAt, request.format),
    mediaType: mediaTypes[request.format],
  }
  return { rows: count, file, result: {}, remark: null, trace: { action: 'export', resource: resource.name, facts } }
}

/** Exact for what fits a few pages; nobody waits for a count of millions to see a bar move. */
async function expectedRows(deps: ExportDeps, context: Context, request: ExportRequest): Promise<number | null> {
  const { page } = await deps.records.list(context, request.resource, { ...queryOf(request), fields: ['id'], size: 1, count: 'auto' })
  return page.total === null || (page.total >= 10_000 && page.more) ? null : page.total
}

function queryOf({ where, search, sort, fields }: ExportRequest): ListQuery {
  const asked = { ...(search === null ? {} : { search }), ...(sort === null ? {} : { sort }), ...(fields === null ? {} : { fields }) }
  return { ...(where === null || where === undefined ? {} : { where }), ...asked }
}

function columnsFor(context: Context, resource: ResourceModel, fields: readonly string[] | null): readonly ShownColumn[] {
  const paths = (fields ?? resource.screens.list).map((name) => name.split('.'))
  return paths.flatMap((path) => shownColumn(context.model, context.actor, resource.name, path) ?? [])
}

async function* rowsOf(
  pages: AsyncIterable<readonly RecordView[]>,
  columns: readonly ShownColumn[],
  locale: Locale,
): AsyncGenerator<SheetRow> {
  const cells = columns.map((column) => ({ key: column.path.join('.'), field: fieldOf(column) }))
  for await (const page of pages) for (const record of page) yield cells.map(({ key, field }) => shownCell(field, record[key], locale))
}

interface Layout {
  readonly resource: ResourceModel
  readonly columns: readonly ShownColumn[]
  readonly format: 'xlsx' | 'csv'
}

/** A table with its header in row 1, to be worked with and read in again. */
function sheetFor(clock: Clock, { context, draft }: RunWork, { resource, columns, format }: Layout): SheetRequest {
  const { actor } = context
  const head = {
    title: textIn(actor.locale, resource.label),
    company: '',
    exportedBy: actor.name,
    exportedAt: minuteOf(clock),
    notes: [],
    locale: actor.locale,
    totalLabel: '',
    timeZone: clock.zone,
  }
  const shown = columns.map((column) => ({
    key: column.path.join('.'),
    label: labelOf(column, actor.locale),
    format: sheetFormatOf(fieldOf(column).kind),
  }))
  return { format, head, columns: shown, file: draft, layout: 'table' }
}

/** `2026-11-22 15:30` in the company's zone. */
export function minuteOf(clock: Clock): string {
  return (new WallClock(clock.zone).show(new Date(clock.now()).toISOString()) ?? '').slice(0, 16)
}

function resourceOf({ model }: Context, name: string): ResourceModel {
  const resource = Object.hasOwn(model.resources, name) ? model.resources[name] : undefined
  if (resource === undefined) throw new NotFoundError()
  return resource
}

function notGranted(): ForbiddenError {
  return new ForbiddenError('not-granted', { zh: '没有导出权限。', en: 'You may not export these records.' })
}
