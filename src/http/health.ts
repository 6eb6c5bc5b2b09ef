import type { RequestHandler } from 'express'
import { UnavailableError } from '../kernel/errors.js'
import type { Drain } from './drain.js'

export interface HealthDeps {
  /** Resolves when records can be read; rejects otherwise. */
  readonly ready: () => Promise<void>
  readonly drain: Drain
  readonly now: () => number
}

/** The process answers: nothing else is asked, so that a slow database does not get it restarted. */
export function alive(): RequestHandler {
  return (_request, response) => {
    response.json({ status: 'ok' })
  }
}

const cacheMs = 1_000

/** Work may be sent here. The answer is a second old at most, so that asking often costs nothing; while draining it is no. */
export function ready({ ready: check, drain, now }: HealthDeps): RequestHandler {
  let last: { readonly at: number; readonly outcome: Promise<void> } | undefined
  return async (_request, response) => {
    if (drain.isDraining()) throw new UnavailableError('draining')
    if (last === undefined || now() - last.at >= cacheMs) last = { at: now(), outcome: check() }
    await last.outcome.catch((cause: unknown) => {
      throw new UnavailableError('not-ready', { cause })
    })
    response.json({ status: 'ready' })
  }
}
