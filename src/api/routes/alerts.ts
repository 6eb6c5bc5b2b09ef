import { z } from 'zod'
import { MalformedError } from '../../kernel/errors.js'
import { idText, parseBody } from '../body.js'
import { get, post } from '../make-route.js'
import type { Alerts, Notifications } from '../ports.js'
import { type Answer, type Call, jsonAnswer, type Route } from '../route.js'
import { ok } from '../status.js'

const reading = z.strictObject({ ids: z.array(idText).min(1).max(1_000).optional(), all: z.literal(true).optional() })
const paging = ['after', 'size']

/** What wants attention, and what one was told. */
export function alertRoutes(alerts: Alerts, notifications: Notifications): readonly Route[] {
  return [
    get('/alerts', { summary: 'Alerts on what I may read', query: ['state', ...paging] }, async ({ act, query }) => {
      const state = query.choice('state', ['open', 'closed', 'all']) ?? 'open'
      return jsonAnswer(ok, await alerts.list(act.context, { state, ...pageOf(query) }))
    }),
    get('/notifications', { summary: 'What I was told', query: ['unread', ...paging] }, async ({ act, query }) => {
      const asked = query.choice('unread', ['true', 'false'])
      const unread = asked === undefined ? null : asked === 'true'
      return jsonAnswer(ok, await notifications.list(act.context, { unread, ...pageOf(query) }))
    }),
    post('/notifications/read', { summary: 'Mark as read' }, (call) => markRead(notifications, call)),
  ]
}

async function markRead(notifications: Notifications, call: Call): Promise<Answer> {
  const { ids, all } = parseBody(reading, call.body)
  if ((ids === undefined) === (all === undefined))
    throw new MalformedError('bad-body', { zh: '须指明 ids 或 all。', en: 'Say either ids or all.' })
  return call.once({ status: ok, act: (context) => notifications.markRead(context, ids ?? 'all'), show: ({ unread }) => ({ unread }) })
}

export function pageOf(query: Call['query']): { readonly after: string | null; readonly size: number } {
  return { after: query.text('after') ?? null, size: query.integer('size', { min: 1, max: 200 }) ?? 50 }
}
