import { z } from 'zod'
import { parseBody, plainObject, shortText } from '../body.js'
import { get, post, remove } from '../make-route.js'
import type { ExportRequest, Runs } from '../ports.js'
import { type Answer, type Call, emptyAnswer, jsonAnswer, type Route } from '../route.js'
import { accepted, noContent, ok } from '../status.js'

const reportRun = z.strictObject({ parameters: plainObject.optional(), format: z.enum(['json', 'xlsx', 'csv', 'pdf']).optional() })
const exportRun = z.strictObject({
  resource: shortText,
  where: plainObject.nullish(),
  search: shortText.nullish(),
  sort: shortText.nullish(),
  fields: z.array(shortText).min(1).max(200).nullish(),
  format: z.enum(['xlsx', 'csv']).optional(),
})

/** Work that takes longer than a request: begun here, watched here, fetched here, by its owner alone. */
export function runRoutes(runs: Runs): readonly Route[] {
  return [
    post('/reports/:report/runs', { summary: 'Run a report' }, (call) => startReport(runs, call)),
    post('/exports', { summary: 'Export records' }, (call) => startExport(runs, call)),
    get('/runs', { summary: 'My runs, newest first' }, async ({ act }) => jsonAnswer(ok, await runs.list(act.context))),
    get('/runs/:id', { summary: 'How far a run is' }, async (call) => jsonAnswer(ok, await runs.get(call.act.context, call.id()))),
    remove('/runs/:id', { summary: 'Cancel a run' }, async (call) => {
      await runs.cancel(call.act.context, call.id())
      return emptyAnswer(noContent)
    }),
    get('/runs/:id/file', { summary: 'What a run made' }, async (call) => ({
      kind: 'file',
      download: await runs.file(call.act.context, call.id()),
      disposition: 'attachment',
    })),
  ]
}

async function startReport(runs: Runs, call: Call): Promise<Answer> {
  const { parameters = {}, format = 'json' } = parseBody(reportRun, call.body)
  const report = call.param('report')
  return call.once({
    status: accepted,
    act: (context) => runs.startReport(context, report, { parameters, format }),
    show: ({ id }) => ({ id }),
  })
}

async function startExport(runs: Runs, call: Call): Promise<Answer> {
  const { resource, where = null, search = null, sort = null, fields = null, format = 'xlsx' } = parseBody(exportRun, call.body)
  const request: ExportRequest = { resource, where, search, sort, fields, format }
  return call.once({ status: accepted, act: (context) => runs.startExport(context, request), show: ({ id }) => ({ id }) })
}
