import { instantOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { Context, RecordView } from '../records/door.js'
import type { NotifyDeps } from './deps.js'
import { idIn } from './own.js'

const read = ['recipient', 'severity', 'title', 'body', 'linkResource', 'linkId', 'deliveredAt']

/**
 * Tells the recipient's browsers and sends the mail. A mail may go out twice when a process dies between sending and remembering; it carries the same
 * Message-ID then, by which mail programs show it once.
 */
export async function deliver(deps: NotifyDeps, context: Context, id: string): Promise<void> {
  const notification = await find(deps, context, 'notification', { id, fields: read })
  if (notification === undefined || notification.deliveredAt !== null) return
  const recipient = idIn(notification.recipient) ?? ''
  deps.signals.publish('notification', recipient)
  if (notification.severity !== 'info') await sendMail(deps, context, { ...notification, recipient })
  const write = { resource: 'notification', id, field: 'deliveredAt', value: instantOf(deps.clock) }
  await deps.database.transaction((tx) => deps.setPlatformField(tx, context, write))
}

async function sendMail(deps: NotifyDeps, context: Context, notification: RecordView & { readonly recipient: string }): Promise<void> {
  if (deps.mail === null) return
  const user = await find(deps, context, 'user', { id: notification.recipient, fields: ['email', 'active'] })
  if (typeof user?.email !== 'string' || user.email === '' || user.active === false) return
  const { id, title, body, linkResource, linkId } = notification
  const hasPage = typeof linkResource === 'string' && Object.hasOwn(context.model.resources, linkResource)
  const link = !hasPage || linkId === null ? '' : `${deps.baseUrl}/admin/resources/${linkResource}/records/${linkId}/show`
  const text = [body, link].filter((part) => typeof part === 'string' && part !== '').join('\n\n')
  await deps.mail.send({ to: user.email, subject: String(title), text: text === '' ? String(title) : text, id: `notification-${id}` })
}

async function find(
  { records }: NotifyDeps,
  context: Context,
  resource: string,
  { id, fields }: { readonly id: string; readonly fields: readonly string[] },
): Promise<RecordView | undefined> {
  try {
    return await records.get(context, resource, id, fields)
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
