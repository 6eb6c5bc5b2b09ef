/**
 * Room `notify`: brings what somebody should know to them. A notification is a record of one recipient; browsers hear of it by the signal `notification`,
 * and by mail if a mail server is set. May import `records/`, `outbound/` and below.
 */
import type { Locale, Text } from '../kernel/texts.js'
import type { Context, RecordView } from '../records/door.js'
import { deliver } from './deliver.js'
import type { NotifyDeps } from './deps.js'
import { markRead } from './mark-read.js'
import { countUnread, ownUnread } from './own.js'

export interface NotificationQuery {
  readonly unread: boolean
  readonly after: string | null
  readonly size: number
}

export interface Notifying {
  list(
    context: Context,
    query: NotificationQuery,
  ): Promise<{ readonly data: readonly RecordView[]; readonly next: string | null; readonly unread: number }>
  markRead(context: Context, ids: readonly string[] | 'all'): Promise<{ readonly id: string; readonly unread: number }>
  unread(context: Context): Promise<number>
  /** @param context  of the job that delivers */
  deliver(context: Context, notificationId: string): Promise<void>
}

export function createNotify(deps: NotifyDeps): Notifying {
  return {
    list: (context, query) => listOwn(deps, context, query),
    markRead: (context, ids) => markRead(deps, context, ids),
    unread: (context) => countUnread(deps, context),
    deliver: (context, id) => deliver(deps, context, id),
  }
}

const shown = ['kind', 'severity', 'title', 'titleIn', 'body', 'linkResource', 'linkId', 'readAt', 'createdAt']

async function listOwn(deps: NotifyDeps, context: Context, { unread, after, size }: NotificationQuery): ReturnType<Notifying['list']> {
  const where = unread ? ownUnread(context) : { recipient: context.actor.id }
  const query = { where, fields: shown, sort: '-id', size, count: 'none' as const, ...(after === null ? {} : { after }) }
  const { data, page } = await deps.records.list(context, 'notification', query)
  return { data: data.map((each) => titled(each, context.actor.locale)), next: page.next, unread: await countUnread(deps, context) }
}

/** With the title in the language that is read, whatever was spoken when it was written. */
function titled({ titleIn, ...notification }: RecordView, locale: Locale): RecordView {
  const titles = isTexts(titleIn) ? titleIn : {}
  return { ...notification, title: (locale === 'en' ? titles.en : titles.zh) ?? notification.title }
}

const isTexts = (value: unknown): value is Partial<Text> => typeof value === 'object' && value !== null
