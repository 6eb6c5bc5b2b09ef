import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Logger } from 'pino'
import { DanjuError, NotFoundError, TooManyError, UnavailableError } from '../kernel/errors.js'
import { type Locale, localeFrom, type Text, textIn } from '../kernel/texts.js'
import { findAct } from './act.js'
import { namedError } from './named-errors.js'
import { requestIdOf } from './request-id.js'

/** How an error is answered; `api/status.ts` has the only list. */
export interface Verdict {
  readonly status: number
  readonly title: Text
  /** Ours, not the caller's: logged whole. */
  readonly isFault: boolean
}
export type VerdictOn = (error: unknown) => Verdict

export interface ProblemDeps {
  readonly verdictOn: VerdictOn
  readonly logger: Logger
}

/** Answers errors as `application/problem+json` in the reader's language; faults of ours are logged whole and told as nothing. */
export function answerProblems({ verdictOn, logger }: ProblemDeps): ErrorRequestHandler {
  return (thrown, request, response, next) => {
    const error = namedError(thrown)
    const verdict = verdictOn(error)
    logRefusal({ error, verdict, logger, request, response })
    if (response.headersSent) return next(error)
    retryHeader(response, error)
    const body = problemOf(error, verdict, localeOf(request))
    response.status(verdict.status).type('application/problem+json').set('Cache-Control', 'no-store').send(JSON.stringify(body))
  }
}

/** The last route: nothing was found. */
export function nothingFound(): never {
  throw new NotFoundError()
}

export function localeOf(request: Request): Locale {
  return findAct(request)?.actor.locale ?? localeFrom(request.get('accept-language'))
}

/** The body of an error, RFC 9457; what the caller may know and nothing else. */
export function problemOf(error: unknown, { status, title }: Verdict, locale: Locale): Readonly<Record<string, unknown>> {
  const known = error instanceof DanjuError ? error : new UnnamedError()
  const errors = known.errors.map(({ at, code, message }) => ({ at, code, message: textIn(locale, message) }))
  const detail = textIn(locale, known.text)
  return { ...known.extra, type: `urn:danju:problem:${known.code}`, title: textIn(locale, title), status, code: known.code, detail, errors }
}

class UnnamedError extends DanjuError {
  constructor() {
    super('internal', { zh: '服务器内部错误，已记录。', en: 'Something went wrong on our side; it has been logged.' })
  }
}

function retryHeader(response: Response, error: unknown): void {
  if (error instanceof TooManyError) response.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterSeconds))))
  if (error instanceof UnavailableError) response.setHeader('Retry-After', '2')
}

interface Refusal {
  readonly error: unknown
  readonly verdict: Verdict
  readonly logger: Logger
  readonly request: Request
  readonly response: Response
}

function logRefusal({ error, verdict, logger, request, response }: Refusal): void {
  const details = error instanceof DanjuError ? error.details : {}
  const facts = { requestId: requestIdOf(response), user: findAct(request)?.actor.login ?? null, details }
  if (verdict.isFault) logger.error({ ...facts, err: error }, 'request failed')
  else logger.debug({ ...facts, code: error instanceof DanjuError ? error.code : 'unknown' }, 'request refused')
}
