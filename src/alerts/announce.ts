import type { AlertModel } from '../compile/model.js'
import { instantOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import type { Locale, Text } from '../kernel/texts.js'
import type { Actor } from '../permissions/actor.js'
import type { Context, Guard } from '../records/door.js'
import { enqueue } from '../store/work/enqueue.js'
import { AlreadyDoneError, assertFirstTime } from '../store/work/inbox.js'
import { type AlertRow, findAlert } from './alert-rows.js'
import type { AlertDeps } from './deps.js'
import { keysOf, seenFacts, sentenceFrom } from './facts.js'

/** A title is a line of text. */
const longestTitle = 200

/**
 * One notification for each user who holds a role the alert names and may read the record; it says what that user may read. Told once each, however often
 * this is tried.
 */
export async function announceAlert(deps: AlertDeps, context: Context, alertId: string): Promise<void> {
  const row = await findAlert(deps.database, alertId)
  const alert = context.model.resources[row?.resource ?? '']?.alerts.find(({ name }) => name === row?.alert)
  if (row === undefined || alert === undefined || row.closedAt !== null) return
  for (const user of await usersWith(deps, context, alert.notify)) await tell(deps, context, { row, alert, user })
}

async function usersWith({ records }: AlertDeps, context: Context, roles: readonly string[]): Promise<readonly string[]> {
  const users = new Set<string>()
  const query = { where: { role: [...roles] }, fields: ['user'] }
  for await (const page of records.each(context, 'roleAssignment', query, 'read')) {
    for (const { user } of page) if (typeof user === 'object' && user !== null && 'id' in user) users.add(String(user.id))
  }
  return [...users]
}

interface Telling {
  readonly row: AlertRow
  readonly alert: AlertModel
  readonly user: string
}

async function tell(deps: AlertDeps, context: Context, telling: Telling): Promise<void> {
  const actor = await deps.actorFor(telling.user)
  const sentences = actor === undefined ? undefined : await sentencesFor(deps, { ...context, actor, guard: null }, telling)
  if (actor === undefined || sentences === undefined) return
  const { row, alert, user } = telling
  const input = {
    recipient: user,
    kind: 'alert',
    severity: alert.severity,
    title: actor.locale === 'en' ? sentences.en : sentences.zh,
    titleIn: sentences,
    linkResource: row.resource,
    linkId: row.recordId,
  }
  try {
    await deps.records.create({ ...context, guard: onceFor(deps, telling) }, 'notification', input)
  } catch (error) {
    if (!(error instanceof AlreadyDoneError)) throw error
  }
}

/** In every language; undefined when the user may not read the record. */
async function sentencesFor(
  { records }: AlertDeps,
  context: Context & { readonly actor: Actor },
  { row, alert }: Telling,
): Promise<Text | undefined> {
  const { model, actor } = context
  const columns = seenFacts(model, actor, row.resource, alert)
  try {
    const view = await records.get(context, row.resource, row.recordId, keysOf(columns))
    const titleIn = (locale: Locale) => [...sentenceFrom(alert.message, view, columns, locale)].slice(0, longestTitle).join('')
    return { zh: titleIn('zh-CN'), en: titleIn('en') }
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}

/** In the transaction that makes the notification: that it was made, and the errand to deliver it. */
function onceFor({ clock, ids, signals }: AlertDeps, { row, user }: Telling): Guard {
  const at = instantOf(clock)
  return {
    begin: (tx) => assertFirstTime(tx, { consumer: 'announce-alert', eventId: `${row.id}:${user}`, at }),
    end: async (tx, { id }) => {
      await enqueue(tx, { ids, signals, at }, [{ job: 'deliver-notification', payload: { notification: id } }])
      tx.afterCommit(() => signals.publish('notification', user))
    },
  }
}
