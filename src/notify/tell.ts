import type { AlertModel } from '../compile/model.js'
import { NotFoundError } from '../kernel/errors.js'
import type { Locale, Text } from '../kernel/texts.js'
import type { Context } from '../records/door.js'
import { keysOf, seenFacts, sentenceFrom } from '../records/presenting/facts.js'
import { AlreadyDoneError } from '../store/work/inbox.js'
import type { NotifyDeps } from './deps.js'
import { type Once, onceFor } from './once-for.js'

/** A title is a line of text. */
const longestTitle = 200

/** Something about a record that people should know. */
export interface Telling {
  readonly resource: string
  readonly id: string
  readonly kind: 'alert' | 'message'
  readonly severity: AlertModel['severity']
  readonly message: Text
  /** Paths of the record that the message names. */
  readonly facts: readonly string[]
  /** What the message names beside them, known already. */
  readonly also?: (locale: Locale) => Readonly<Record<string, string>>
  readonly roles: readonly string[]
  readonly users?: readonly string[]
  /** Who knows already. */
  readonly except?: string | null
  readonly once: Once
}

/** One notification for each of them who may read the record; it says what that user may read. Told once each, however often this is tried. */
export async function tell(deps: NotifyDeps, context: Context, telling: Telling): Promise<void> {
  const users = new Set([...(telling.users ?? []), ...(await usersWith(deps, context, telling.roles))])
  for (const user of users) if (user !== telling.except) await tellOne(deps, context, telling, user)
}

async function usersWith({ records }: NotifyDeps, context: Context, roles: readonly string[]): Promise<readonly string[]> {
  if (roles.length === 0) return []
  const users: string[] = []
  const query = { where: { role: [...roles] }, fields: ['user'] }
  for await (const page of records.each(context, 'roleAssignment', query, 'read')) {
    for (const { user } of page) if (typeof user === 'object' && user !== null && 'id' in user) users.push(String(user.id))
  }
  return users
}

async function tellOne(deps: NotifyDeps, context: Context, telling: Telling, user: string): Promise<void> {
  const actor = await deps.actorFor(user)
  const titleIn = actor === undefined ? undefined : await sentencesFor(deps, { ...context, actor, guard: null }, telling)
  if (actor === undefined || titleIn === undefined) return
  const { resource, id, kind, severity } = telling
  const title = actor.locale === 'en' ? titleIn.en : titleIn.zh
  const input = { recipient: user, kind, severity, title, titleIn, linkResource: resource, linkId: id }
  try {
    await deps.records.create({ ...context, guard: onceFor(deps, telling.once, user) }, 'notification', input)
  } catch (error) {
    if (!(error instanceof AlreadyDoneError)) throw error
  }
}

/** In every language; undefined when the user may not read the record. */
async function sentencesFor(
  { records }: NotifyDeps,
  context: Context,
  { resource, id, facts, message, also = () => ({}) }: Telling,
): Promise<Text | undefined> {
  const columns = seenFacts(context.model, context.actor, resource, facts)
  try {
    const view = await records.get(context, resource, id, keysOf(columns))
    const titleIn = (locale: Locale) => [...sentenceFrom(message, view, columns, locale, also(locale))].slice(0, longestTitle).join('')
    return { zh: titleIn('zh-CN'), en: titleIn('en') }
  } catch (error) {
    if (error instanceof NotFoundError) return undefined
    throw error
  }
}
