import type { Context } from '../records/door.js'
import type { NotifyDeps } from './deps.js'

/** Own ones, whatever else a role may read. */
export function ownUnread({ actor }: Context): { readonly recipient: string | null; readonly readAt: { readonly empty: true } } {
  return { recipient: actor.id, readAt: { empty: true } }
}

/** @param unread  null for read ones too */
export function ownWhere(context: Context, unread: boolean | null): Readonly<Record<string, unknown>> {
  const { recipient } = ownUnread(context)
  return unread === null ? { recipient } : { recipient, readAt: { empty: unread } }
}

export async function countUnread({ records }: Pick<NotifyDeps, 'records'>, context: Context): Promise<number> {
  const { page } = await records.list(context, 'notification', { where: ownUnread(context), fields: ['id'], size: 1, count: 'auto' })
  return page.total ?? 0
}

/** A reference reads as `{id, label}`. */
export function idIn(reference: unknown): string | undefined {
  return typeof reference === 'object' && reference !== null && 'id' in reference ? String(reference.id) : undefined
}
