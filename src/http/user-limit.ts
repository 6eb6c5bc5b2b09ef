import type { RequestHandler } from 'express'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyError } from '../kernel/errors.js'
import { findAct } from './act.js'

/** So many requests a second for each signed-in user, counted in this process: it protects the process, not a secret. */
export function limitUser(perSecond = 500): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 })
  return async (request, _response, next) => {
    const id = findAct(request)?.actor.id
    if (typeof id === 'string') await limiter.consume(id).catch(refuse)
    next()
  }
}

function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes)) throw reason
  throw new TooManyError(
    'rate-limited',
    { zh: '请求过于频繁，请稍后再试。', en: 'Too many requests; please slow down.' },
    reason.msBeforeNext / 1_000,
  )
}
