import type { Locale, Text } from '../kernel/texts.js'
import { canSee } from '../permissions/access.js'
import type { Context, HistoryEntry, HistoryPage, RecordView } from '../records/door.js'
import { cursorBehind } from '../records/reading/cursor.js'
import type { NotifyDeps } from './deps.js'

const pageSize = 50

/** One's own notifications only: what others were told may say more than one may read. */
export async function toldAbout(
  { records }: Pick<NotifyDeps, 'records'>,
  context: Context,
  { resource, id }: { readonly resource: string; readonly id: string },
  before: string | null,
): Promise<HistoryPage> {
  const { actor, model } = context
  if (actor.id === null || !canSee(model, actor, 'notification')) return { data: [], next: null }
  const where = { recipient: actor.id, linkResource: resource, linkId: id }
  const query = { where, fields: ['title', 'titleIn', 'createdAt'], sort: '-id', size: pageSize, count: 'none' } as const
  const after = before === null ? {} : { after: cursorBehind(before) }
  const { data, page } = await records.list(context, 'notification', { ...query, ...after })
  const entries = data.map((one) => entryOf(titled(one, actor.locale)))
  return { data: entries, next: page.more ? (entries.at(-1)?.id ?? null) : null }
}

function entryOf({ id, title, createdAt }: RecordView): HistoryEntry {
  const nobody = { id: null, label: '' }
  return {
    id,
    at: String(createdAt),
    kind: 'notice',
    actor: nobody,
    via: 'job',
    action: 'notify',
    label: null,
    changes: [],
    note: String(title),
  }
}

/** With the title in the language that is read, whatever was spoken when it was written. */
export function titled({ titleIn, ...notification }: RecordView, locale: Locale): RecordView {
  const titles = isTexts(titleIn) ? titleIn : {}
  return { ...notification, title: (locale === 'en' ? titles.en : titles.zh) ?? notification.title }
}

const isTexts = (value: unknown): value is Partial<Text> => typeof value === 'object' && value !== null
