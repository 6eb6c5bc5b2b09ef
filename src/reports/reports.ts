/**
 * Room `reports`: runs a report definition as whoever asked for it, through the door and never by SQL of its own, and hands the rows to `sheets/` or
 * `print/`. Whoever may not read a column gets the report without it. May import `records/` and below.
 */
import type { ReportModel } from '../compile/model.js'
import { NotFoundError } from '../kernel/errors.js'
import { textIn } from '../kernel/texts.js'
import { canSee } from '../permissions/access.js'
import type { PrintDocument } from '../print/document.js'
import type { Context, Reading } from '../records/door.js'
import { fileNameFor } from '../sheets/file-name.js'
import { gather } from './gather.js'
import { type HeadDeps, headFor } from './head.js'
import { type Parameters, parseParameters } from './parameters.js'
import { type Content, renderJson, renderPdf, renderSheet } from './render.js'
import type { DeskResult, DeskWork, RunDesk } from './run-desk.js'

export type ReportFormat = 'json' | 'xlsx' | 'csv' | 'pdf'

export interface ReportDeps extends Omit<HeadDeps, 'records'> {
  readonly records: Reading
  readonly desk: RunDesk
  readonly print: (document: PrintDocument) => Promise<Uint8Array>
}

export interface ReportRequest {
  readonly parameters: Readonly<Record<string, unknown>>
  readonly format: ReportFormat
}

export interface Reports {
  /** @throws NotFoundError for a report the actor may not run; InvalidError for its parameters */
  startReport(context: Context, report: string, request: ReportRequest): Promise<{ readonly id: string }>
  run(runId: string, signal: AbortSignal): Promise<void>
}

const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  pdf: 'application/pdf',
}

export function createReports(deps: ReportDeps): Reports {
  return {
    startReport: async (context, name, { parameters, format }) => {
      const report = reportFor(context, name)
      const checked = parseParameters(report, parameters, { actor: context.actor, clock: deps.clock })
      const request = { report: name, parameters: checked, format, name: textIn(context.actor.locale, report.label) }
      return deps.desk.start(context, { job: 'generate-report', kind: 'report', request })
    },
    run: (runId, signal) => deps.desk.carryOut(runId, signal, (work) => generate(deps, work)),
  }
}

/** What one may not run does not exist. */
function reportFor({ model, actor }: Context, name: string): ReportModel {
  const report = Object.hasOwn(model.reports, name) ? model.reports[name] : undefined
  if (report === undefined || !report.roles.some((role) => actor.roles.includes(role)) || !canSee(model, actor, report.source))
    throw new NotFoundError()
  return report
}

interface StoredRequest {
  readonly report: string
  readonly parameters: Parameters
  readonly format: ReportFormat
}

/** With the rights of now: whoever lost the role meanwhile gets nothing. */
async function generate(deps: ReportDeps, work: DeskWork): Promise<DeskResult> {
  const { report: name, parameters, format } = work.run.request as unknown as StoredRequest
  const report = reportFor(work.context, name)
  const gathered = await gather(deps.records, work.context, report, parameters)
  const head = await headFor(deps, work.context, { report, parameters, gathered })
  const rows = await render(deps, { report, parameters, gathered, head }, format, work)
  const file = { path: work.draft, name: nameOf(head.title, head.exportedAt, format), mediaType: mediaTypes[format] }
  const trace = { action: 'report', resource: report.source, facts: { report: name, parameters, format, rows } }
  return { rows, file, result: { totals: gathered.totals }, remark: null, trace }
}

function render(deps: ReportDeps, content: Content, format: ReportFormat, work: DeskWork): Promise<number> {
  if (format === 'json') return renderJson(content, work)
  return format === 'pdf' ? renderPdf(content, work, deps.print) : renderSheet(content, format, work)
}

/** `销售日报_20261122_1530.pdf`. */
function nameOf(title: string, at: string, format: ReportFormat): string {
  const name = fileNameFor(title, at, format === 'csv' ? 'csv' : 'xlsx')
  return format === 'json' || format === 'pdf' ? name.replace(/\.xlsx$/, `.${format}`) : name
}
