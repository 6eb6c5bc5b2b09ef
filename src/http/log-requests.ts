import type { Request, RequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { findAct } from './act.js'
import { requestIdOf } from './request-id.js'

/**
 * One JSON line a request: what was asked, by whom, how it ended, how many milliseconds it took. Never a body, a cookie or a token;
 * of the query only its length, because conditions hold names and amounts. Why an answer failed is logged where it is answered.
 */
export function logRequests(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const path = pathOf(request.originalUrl)
    if (quiet.has(path)) return next()
    const startedAt = performance.now()
    response.once('close', () => {
      const facts = { ...factsOf(request, response, path), responseTime: Math.round(performance.now() - startedAt) }
      if (response.statusCode >= 500) logger.error(facts, 'request failed')
      else logger.info(facts, response.writableFinished ? 'request completed' : 'request aborted')
    })
    next()
  }
}

const quiet = new Set(['/healthz', '/readyz', '/metrics'])

function factsOf(request: Request, response: Response, path: string) {
  const { method, originalUrl } = request
  const queryLength = originalUrl.length - path.length
  return {
    requestId: requestIdOf(response),
    user: findAct(request)?.actor.login ?? null,
    req: { method, path, queryLength },
    res: { status: response.statusCode },
  }
}

function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}
