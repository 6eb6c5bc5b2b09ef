/**
 * Room `notify`: brings what somebody should know to them. A notification is a record of one recipient; browsers hear of it by the signal `notification`,
 * and by mail if a mail server is set. May import `records/`, `outbound/` and below.
 */
import type { Context, HistoryPage, RecordView } from '../records/door.js'
import { deliver } from './deliver.js'
import type { NotifyDeps } from './deps.js'
import { markRead } from './mark-read.js'
import { countUnread, ownWhere } from './own.js'
import { type Telling, tell } from './tell.js'
import { fetchedRun, type RunEnded, tellRun } from './tell-run.js'
import { type StepTaken, tellStep } from './tell-step.js'
import { titled, toldAbout } from './told.js'

export interface NotificationQuery {
  /** Unread ones, read ones, or null for both. */
  readonly unread: boolean | null
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
  /** What the reader was told about a record, newest first, as entries of its history. @param before  id: only older ones */
  about(context: Context, record: { readonly resource: string; readonly id: string }, before: string | null): Promise<HistoryPage>
  /** @param context  of the job that delivers */
  deliver(context: Context, notificationId: string): Promise<void>
  /** @param context  of the job that tells */
  tell(context: Context, telling: Telling): Promise<void>
  step(context: Context, step: StepTaken): Promise<void>
  run(context: Context, run: RunEnded): Promise<void>
  /** @param context  of the owner */
  runFetched(context: Context, id: string): Promise<void>
}

export function createNotify(deps: NotifyDeps): Notifying {
  return {
    list: (context, query) => listOwn(deps, context, query),
    markRead: (context, ids) => markRead(deps, context, ids),
    unread: (context) => countUnread(deps, context),
    about: (context, record, before) => toldAbout(deps, context, record, before),
    deliver: (context, id) => deliver(deps, context, id),
    tell: (context, telling) => tell(deps, context, telling),
    step: (context, step) => tellStep(deps, context, step),
    run: (context, run) => tellRun(deps, context, run),
    runFetched: (context, id) => fetchedRun(deps, context, id),
  }
}

const shown = ['kind', 'severity', 'title', 'titleIn', 'body', 'linkResource', 'linkId', 'readAt', 'createdAt']

async function listOwn(deps: NotifyDeps, context: Context, { unread, after, size }: NotificationQuery): ReturnType<Notifying['list']> {
  const where = ownWhere(context, unread)
  const query = { where, fields: shown, sort: '-id', size, count: 'none' as const, ...(after === null ? {} : { after }) }
  const { data, page } = await deps.records.list(context, 'notification', query)
  return { data: data.map((each) => titled(each, context.actor.locale)), next: page.next, unread: await countUnread(deps, context) }
}
