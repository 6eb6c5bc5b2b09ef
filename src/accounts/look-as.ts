import type { Model } from '../compile/model.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import type { Ids } from '../kernel/ids.js'
import type { Actor } from '../permissions/actor.js'
import type { Database } from '../store/database.js'
import { insertIfAbsent } from '../store/insert-rows.js'
import { insertTrace } from '../store/work/trace.js'
import type { ActorQuestion } from './actor-for.js'
import type { Proof } from './proof.js'

export interface LookDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly actorFor: (question: ActorQuestion) => Promise<Actor | undefined>
}

/** Who wants to look with whose eyes. */
export interface Look {
  readonly viewer: Actor
  readonly proof: Proof
  readonly userId: string
  readonly model: Model
}

const hourMs = 3_600_000

/**
 * The other as an actor that may only look, and sees only what the viewer may see too. Audited once an hour for each session and user.
 * @returns undefined when there is no such user, or it is not active
 */
export async function lookAs(deps: LookDeps, { viewer, proof, userId, model }: Look): Promise<Actor | undefined> {
  const other = await deps.actorFor({ userId, model, via: viewer.via })
  if (other === undefined) return undefined
  await note(deps, { viewer, other, proof })
  return { ...other, system: [], locale: viewer.locale, readOnly: true, viewer }
}

async function note(
  { database, clock, ids }: LookDeps,
  { viewer, other, proof }: { viewer: Actor; other: Actor; proof: Proof },
): Promise<void> {
  const at = instantOf(clock)
  const event = `${proof.kind}:${proof.id}:${other.id}:${Math.floor(clock.now() / hourMs)}`
  await database.transaction(async (tx) => {
    const isFirst = await insertIfAbsent(tx, 'dj_inbox', ['consumer', 'event_id', 'done_at'], ['view-as', event, at])
    if (!isFirst) return
    const facts = { user: other.id }
    await insertTrace(tx, { id: ids(), at, actor: viewer, action: 'view-as', resource: 'user', facts, note: other.login })
  })
}
