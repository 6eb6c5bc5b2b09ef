import { instantOf } from '../kernel/clock.js'
import type { Text } from '../kernel/texts.js'
import type { Context } from '../records/door.js'
import type { NotifyDeps } from './deps.js'
import { onceFor } from './once-for.js'
import { ownUnread } from './own.js'

/** A report or an export that has come to its end. */
export interface RunEnded {
  readonly id: string
  readonly ownerId: string
  /** As its owner calls it. */
  readonly name: string
  /** Why not; null when its file is there. */
  readonly because: string | null
}

const linkResource = 'run'
/** A title is a line of text. */
const longestTitle = 200

/** Its owner may have left the page: they are told once, with the way to the file. @param context  of the platform */
export async function tellRun(deps: NotifyDeps, context: Context, run: RunEnded): Promise<void> {
  const titleIn = sentenceOf(run)
  const owner = await deps.actorFor(run.ownerId)
  if (owner === undefined) return
  const title = owner.locale === 'en' ? titleIn.en : titleIn.zh
  const severity = run.because === null ? 'info' : 'warning'
  const input = { recipient: run.ownerId, kind: 'run', severity, title, titleIn, linkResource, linkId: run.id }
  const guard = onceFor(deps, { consumer: 'tell-run', event: run.id }, run.ownerId)
  await deps.records.create({ ...context, guard }, 'notification', input)
}

function sentenceOf({ name, because }: RunEnded): Text {
  const text =
    because === null
      ? { zh: `“${name}”已生成，点击下载。`, en: `“${name}” is ready: click to download.` }
      : { zh: `“${name}”未能生成：${because}`, en: `“${name}” could not be made: ${because}` }
  const line = (long: string): string => [...long].slice(0, longestTitle).join('')
  return { zh: line(text.zh), en: line(text.en) }
}

/** Whoever has fetched the file need not be told of it any more. */
export async function fetchedRun(deps: NotifyDeps, context: Context, id: string): Promise<void> {
  const { actor } = context
  if (actor.id === null || actor.readOnly) return
  const reader = actor.id
  const where = { ...ownUnread(context), linkResource, linkId: id }
  const { data } = await deps.records.list(context, 'notification', { where, fields: ['id'], count: 'none' })
  if (data.length === 0) return
  await deps.database.transaction(async (tx) => {
    for (const one of data)
      await deps.setPlatformField(tx, context, { resource: 'notification', id: one.id, field: 'readAt', value: instantOf(deps.clock) })
    tx.afterCommit(() => deps.signals.publish('notification', reader))
  })
}
