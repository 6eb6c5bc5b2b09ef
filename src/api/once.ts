import type { Request } from 'express'
import type { Act } from '../http/act.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import type { Database } from '../store/database.js'
import { digestOf, findKept, guardOf, type KeptAnswer, KeyTakenError, type OnceKey, parseKey } from './idempotency.js'
import { etagOf, type JsonAnswer, type OnceWork } from './route.js'

export interface OnceDeps {
  readonly database: Database
  readonly clock: Clock
}

interface Asked {
  readonly request: Request
  readonly act: Act
  readonly body: unknown
}

/** Carries out a piece of work, once for each Idempotency-Key of its user. */
export async function carryOutOnce<Result extends { readonly id: string }>(
  deps: OnceDeps,
  asked: Asked,
  work: OnceWork<Result>,
): Promise<JsonAnswer> {
  const key = parseKey(asked.request.get('idempotency-key'))
  const show = work.show ?? ((result: Result) => result)
  const answerTo = (result: unknown): KeptAnswer => ({ status: work.status, text: JSON.stringify(show(result as Result)) })
  if (key === null) {
    const result = await work.act(asked.act.context)
    return answerOf(answerTo(result), work, show(result))
  }
  const once = onceKey(asked, key)
  const kept = (await findKept(deps.database, once)) ?? (await firstTime({ deps, asked, once, answerTo }, work))
  return answerOf(kept, work)
}

interface First {
  readonly deps: OnceDeps
  readonly asked: Asked
  readonly once: OnceKey
  readonly answerTo: (result: unknown) => KeptAnswer
}

/** Two at the same moment: the second waits for the first's commit, then reads what was answered. */
async function firstTime<Result extends { readonly id: string }>(first: First, work: OnceWork<Result>): Promise<KeptAnswer> {
  const { deps, asked, once, answerTo } = first
  let given: KeptAnswer | undefined
  const remember = (result: unknown) => {
    given = answerTo(result)
    return given
  }
  try {
    await work.act({ ...asked.act.context, guard: guardOf(deps.database, { ...once, now: instantOf(deps.clock) }, remember) })
  } catch (error) {
    const kept = error instanceof KeyTakenError ? await findKept(deps.database, once) : undefined
    if (kept === undefined || kept.status === 0) throw error
    return kept
  }
  if (given === undefined) throw new Error(`The guard of ${once.route} was not honoured`)
  return given
}

function onceKey({ request, act, body }: Asked, key: string): OnceKey {
  return {
    userId: act.actor.id ?? '0',
    key,
    route: `${request.method} ${request.baseUrl}${request.path}`.slice(0, 500),
    digest: digestOf(body),
  }
}

/** @param body  what the text says, where it is at hand */
function answerOf({ status, text }: KeptAnswer, { versioned }: Pick<OnceWork<never>, 'versioned'>, body?: unknown): JsonAnswer {
  return { kind: 'json', status, text, headers: versioned === true ? etagOf(body ?? JSON.parse(text)) : {} }
}
