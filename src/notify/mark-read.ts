import { instantOf } from '../kernel/clock.js'
import { ForbiddenError } from '../kernel/errors.js'
import type { Context } from '../records/door.js'
import type { NotifyDeps } from './deps.js'
import { countUnread, ownUnread } from './own.js'

/** One's own, those among them that are unread; others' ids are passed over. Written by the platform: nobody's version moves. */
export async function markRead(
  deps: NotifyDeps,
  context: Context,
  ids: readonly string[] | 'all',
): Promise<{ readonly id: string; readonly unread: number }> {
  const { actor } = context
  if (actor.id === null || actor.readOnly)
    throw new ForbiddenError('read-only', { zh: '当前只能查看。', en: 'You can only look around here.' })
  const reader = actor.id
  const unread = await ownIds(deps, context, ids)
  const before = await countUnread(deps, context)
  const result = { id: reader, unread: Math.max(0, before - unread.length) }
  await deps.database.transaction(async (tx) => {
    await context.guard?.begin(tx)
    for (const id of unread)
      await deps.setPlatformField(tx, context, { resource: 'notification', id, field: 'readAt', value: instantOf(deps.clock) })
    await context.guard?.end(tx, result)
    tx.afterCommit(() => deps.signals.publish('notification', reader))
  })
  return result
}

async function ownIds({ records }: NotifyDeps, context: Context, ids: readonly string[] | 'all'): Promise<readonly string[]> {
  const where = ids === 'all' ? ownUnread(context) : { ...ownUnread(context), id: [...ids] }
  const found: string[] = []
  for await (const page of records.each(context, 'notification', { where, fields: ['id'] }, 'read')) found.push(...page.map(({ id }) => id))
  return found
}
