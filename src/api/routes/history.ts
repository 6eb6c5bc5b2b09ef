import { z } from 'zod'
import { type HistoryEntry, type HistoryPage, historyKinds, type Records } from '../../records/door.js'
import { parseBody } from '../body.js'
import { get, post } from '../make-route.js'
import type { Notifications } from '../ports.js'
import { type Call, jsonAnswer, type Route } from '../route.js'
import { created, ok } from '../status.js'

const pageSize = 50
const kinds = [...historyKinds, 'notice'] as const

const comment = z.strictObject({ text: z.string().max(20_000) })

/** What happened to a record, and what is said about it. */
export function historyRoutes(records: Records, notifications: Notifications): readonly Route[] {
  return [
    get(
      '/records/:resource/:id/history',
      { summary: 'What happened, by whom: changes, steps, comments, notices, jobs', viewAs: true, query: ['after', 'of'] },
      async (call) => jsonAnswer(ok, await timeline(records, notifications, call)),
    ),
    post('/records/:resource/:id/comments', { summary: 'Say something about a record' }, (call) => {
      const { text } = parseBody(comment, call.body)
      const [resource, id] = [call.param('resource'), call.id()]
      return call.once({ status: created, act: (context) => records.comment(context, resource, id, text) })
    }),
  ]
}

/** The record's own history and what the reader was told about it, in one order. The history goes first: it says whether there is such a record. */
async function timeline(records: Records, notifications: Notifications, call: Call): Promise<HistoryPage> {
  const { context } = call.act
  const [resource, id] = [call.param('resource'), call.id()]
  const after = call.query.text('after')
  const of = call.query.choices('of', kinds) ?? kinds
  const history = await records.history(context, resource, id, {
    ...(after === undefined ? {} : { after }),
    of: historyKinds.filter((kind) => of.includes(kind)),
  })
  if (!of.includes('notice')) return history
  return merged(history, await notifications.about(context, { resource, id }, after ?? null))
}

/** Ids are drawn in the order of time. Neither list may be passed where it has more: what lies behind belongs to the next page. */
function merged(one: HistoryPage, other: HistoryPage): HistoryPage {
  const ends = [one.next, other.next].flatMap((next) => (next === null ? [] : [BigInt(next)]))
  const end = ends.reduce((latest, each) => (each > latest ? each : latest), 0n)
  const known = [...one.data, ...other.data].filter(({ id }) => BigInt(id) >= end).sort(newestFirst)
  const data = known.slice(0, pageSize)
  const isCut = known.length > data.length
  return { data, next: isCut ? (data.at(-1)?.id ?? null) : end > 0n ? String(end) : null }
}

const newestFirst = (a: HistoryEntry, b: HistoryEntry): number => (BigInt(a.id) < BigInt(b.id) ? 1 : -1)
