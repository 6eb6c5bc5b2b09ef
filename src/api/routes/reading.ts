import { papers } from '../../define/print.js'
import type { ListQuery, Records } from '../../records/door.js'
import { get } from '../make-route.js'
import type { Printing, PrintRequest } from '../ports.js'
import type { Query } from '../query.js'
import { type Call, etagOf, type JsonAnswer, jsonAnswer, type Route } from '../route.js'
import { ok } from '../status.js'

const listParameters = ['where', 'search', 'sort', 'fields', 'include', 'page', 'size', 'after', 'count']

/** Reading records: what is asked is handed on; which rows and fields come back is decided behind the door. */
export function readingRoutes(records: Records, printing: Printing): readonly Route[] {
  return [
    get('/records/:resource', { summary: 'List records', viewAs: true, query: listParameters }, async (call) =>
      jsonAnswer(ok, await records.list(call.act.context, call.param('resource'), listQueryOf(call.query))),
    ),
    get('/records/:resource/:id', { summary: 'One record, with its lines', viewAs: true, query: ['fields'] }, async (call) => {
      const record = await records.get(call.act.context, call.param('resource'), call.id(), call.query.names('fields'))
      return jsonAnswer(ok, record, etagOf(record))
    }),
    get('/records/:resource/:id/transitions', { summary: 'Open transitions, and why others are not', viewAs: true }, async (call) =>
      jsonAnswer(ok, { ...(await records.openActions(call.act.context, call.param('resource'), call.id())), next: null }),
    ),
    get('/records/:resource/:id/print/:template.pdf', { summary: 'A printed document', query: ['paper'] }, async (call) => {
      const download = await printing.pdf(call.act.context, printRequestOf(call))
      return { kind: 'file', download, disposition: 'inline' }
    }),
    get(
      '/records/:resource/:id/print/:template.html',
      { summary: 'A document to print from the browser', query: ['paper'] },
      async (call) => {
        const download = await printing.html(call.act.context, printRequestOf(call))
        return { kind: 'file', download, disposition: 'inline', policy: printPolicy }
      },
    ),
    get(
      '/aggregate/:resource',
      { summary: 'Counts and sums by group', viewAs: true, query: ['where', 'search', 'by', 'measure', 'limit'] },
      (call) => aggregate(records, call),
    ),
    get('/search', { summary: 'Records of any kind by a term', viewAs: true, query: ['q', 'limit'] }, async ({ act, query }) => {
      const limit = query.integer('limit', { min: 1, max: 50 }) ?? 20
      const term = query.text('q') ?? ''
      return jsonAnswer(ok, { data: term.trim() === '' ? [] : await records.search(act.context, term, limit), next: null })
    }),
  ]
}

/** Its own styles and drawings, no script, nothing fetched; our own page may show it in a frame and print it, which opens a dialog. */
const printPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-modals allow-same-origin"

const printRequestOf = (call: Call): PrintRequest => ({
  resource: call.param('resource'),
  id: call.id(),
  template: call.param('template'),
  ...given('paper', call.query.choice('paper', papers)),
})

async function aggregate(records: Records, call: Call): Promise<JsonAnswer> {
  const { query } = call
  const asked = {
    ...given('where', query.json('where')),
    ...given('search', query.text('search')),
    ...given('by', query.names('by')),
    ...given('limit', query.integer('limit', { min: 1, max: 10_000 })),
    measure: query.names('measure') ?? ['count'],
  }
  return jsonAnswer(ok, await records.aggregate(call.act.context, call.param('resource'), asked))
}

/** Only what was asked: the door knows what holds otherwise. */
function listQueryOf(query: Query): ListQuery {
  return {
    ...given('where', query.json('where')),
    ...given('search', query.text('search')),
    ...given('sort', query.text('sort', 500)),
    ...given('fields', query.names('fields')),
    ...given('include', query.names('include')),
    ...given('page', query.integer('page', { min: 1, max: 1_000_000 })),
    ...given('size', query.integer('size', { min: 1, max: 200 })),
    ...given('after', query.text('after', 2_000)),
    ...given('count', query.choice('count', ['auto', 'exact', 'none'] as const)),
  }
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: Value })
}
