import type { Request } from 'express'
import type { Proof, Recognised } from '../accounts/proof.js'
import type { Model } from '../compile/model.js'
import { UnauthenticatedError } from '../kernel/errors.js'
import type { Actor } from '../permissions/actor.js'
import type { Context } from '../records/door.js'

/** Who asks, by what proof, and the one Model this request keeps from start to end. */
export interface Act {
  readonly actor: Actor
  readonly proof: Proof
  readonly model: Model
  readonly rightsVersion: string
  /** Asks again, for what lives longer than a request: undefined once the proof has ended. */
  readonly recheck: () => Promise<Recognised | undefined>
  /** Without a guard; routes that honour Idempotency-Key add one. */
  readonly context: Context
}

const acts = new WeakMap<Request, Act>()

export function rememberAct(request: Request, act: Act): void {
  acts.set(request, act)
}

export function findAct(request: Request): Act | undefined {
  return acts.get(request)
}

/** @throws UnauthenticatedError when nobody is signed in */
export function actOf(request: Request): Act {
  const act = acts.get(request)
  if (act === undefined) throw unauthenticated()
  return act
}

export function unauthenticated(): UnauthenticatedError {
  return new UnauthenticatedError('unauthenticated', { zh: '请先登录。', en: 'Please sign in.' })
}
