/** The books as people and the night meet them: added up by a job, looked at on a page, told to who may add them up. */
import type { ApiPorts } from './api/ports.js'
import type { Model } from './compile/model.js'
import { instantOf, todayOf } from './kernel/clock.js'
import { ForbiddenError } from './kernel/errors.js'
import type { Notifying } from './notify/notify.js'
import { actorAs } from './permissions/platform-actor.js'
import type { Platform } from './platform.js'
import type { Log } from './queue/log.js'
import { booksFor, checkBooks } from './records/books.js'
import type { Context } from './records/door.js'
import type { Checked } from './records/invariants.js'
import { enqueue } from './store/work/enqueue.js'

const job = 'check-invariants'

export function booksDesk({ database, clock, ids, signals, records }: Platform): ApiPorts['books'] {
  return {
    list: async (context) => (await booksFor({ sql: database, records }, context)).map((book) => ({ ...book })),
    check: (context) => {
      if (context.actor.readOnly) throw new ForbiddenError('read-only', { zh: '当前只能查看。', en: 'You can only look around here.' })
      return database.transaction(async (tx) => {
        await context.guard?.begin(tx)
        const [id = ''] = await enqueue(tx, { ids, signals, at: instantOf(clock) }, [{ job, payload: {} }])
        await context.guard?.end(tx, { id })
        return { id }
      })
    },
  }
}

export interface NightlyDeps extends Pick<Platform, 'database' | 'clock' | 'models' | 'contextFor'> {
  readonly log: Log
  readonly tell: Notifying['tell']
}

/** Who may add up the books hears what does not agree: of each invariant once a day. */
export async function nightlyCheck({ database, clock, models, contextFor, log, tell }: NightlyDeps): Promise<{ broken: number }> {
  const model = models.current()
  const broken = await checkBooks({ database, clock }, model)
  const context = contextFor(actorAs(model, 'platform', { login: job, name: job, via: 'job' }))
  for (const one of broken) {
    log('error', 'the books do not agree', { invariant: one.invariant, resource: one.resource, ids: one.ids })
    await tellAuditors(context, { tell, one, today: todayOf(clock) })
  }
  return { broken: broken.length }
}

async function tellAuditors(
  context: Context,
  { tell, one, today }: Pick<NightlyDeps, 'tell'> & { readonly one: Checked; readonly today: string },
): Promise<void> {
  const { invariant, label, resource, ids } = one
  await tell(context, {
    resource,
    id: ids[0] ?? '',
    kind: 'alert',
    severity: 'critical',
    message: { zh: `账目不一致：${label.zh}`, en: `The books do not agree: ${label.en}` },
    facts: [],
    roles: auditorRoles(context.model),
    once: { consumer: job, event: `${invariant}:${today}` },
  })
}

const auditorRoles = (model: Model): readonly string[] =>
  Object.values(model.roles).flatMap(({ name, system }) => (system.includes('audit') ? [name] : []))
