import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'

const sane = /^[A-Za-z0-9_.:-]{8,64}$/

/** Names a request in the log, the audit trail and the answer; a caller's own name is taken when it is harmless. */
export function requestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id') ?? ''
    response.setHeader('X-Request-Id', sane.test(given) ? given : randomUUID())
    next()
  }
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader('X-Request-Id') ?? '')
}
