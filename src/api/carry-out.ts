import type { Request, RequestHandler, Response } from 'express'
import { actOf } from '../http/act.js'
import { assertText } from '../http/clean-input.js'
import type { SessionCookie } from '../http/cookies.js'
import type { Drain } from '../http/drain.js'
import { ForbiddenError, NotFoundError } from '../kernel/errors.js'
import { isId } from '../kernel/ids.js'
import { carryOutOnce, type OnceDeps } from './once.js'
import { parseQuery } from './query.js'
import type { Answer, Call, JsonAnswer, Route } from './route.js'
import { sendFile } from './send-file.js'
import { sendStream } from './send-stream.js'

export interface CarryOutDeps extends OnceDeps {
  readonly cookie: SessionCookie
  readonly drain: Drain
}

/** Turns a line of the route table into what Express calls: one authorisation, one door, one answer. */
export function carryOut(deps: CarryOutDeps, route: Route): RequestHandler {
  return async (request, response) => {
    assertAccess(route, request)
    response.setHeader('Cache-Control', 'no-store')
    await send({ deps, request, response }, await route.answer(callOf(deps, route, request)))
  }
}

/** The rights over the platform are checked here; rows and fields behind the door that the route opens. */
function assertAccess({ access }: Route, request: Request): void {
  if (access === 'anybody') return
  const { actor } = actOf(request)
  if (access === 'actor' || actor.system.includes(access)) return
  throw new ForbiddenError('forbidden', { zh: '您没有这项权限。', en: 'You do not have this right.' })
}

function callOf(deps: CarryOutDeps, route: Route, request: Request): Call {
  const query = parseQuery(request.url, route.query)
  const body: unknown = request.body
  const param = (name: string) => partOf(request, name)
  return {
    request,
    get act() {
      return actOf(request)
    },
    query,
    body,
    param,
    id: (name = 'id') => idOf(param(name)),
    once: (work) => carryOutOnce(deps, { request, act: actOf(request), body: work.body ?? body }, work),
  }
}

function partOf(request: Request, name: string): string {
  const value: unknown = request.params[name]
  if (typeof value !== 'string') throw new NotFoundError()
  assertText(value)
  return value
}

function idOf(text: string): string {
  if (!isId(text)) throw new NotFoundError()
  return text
}

interface Sending {
  readonly deps: CarryOutDeps
  readonly request: Request
  readonly response: Response
}

async function send({ deps, request, response }: Sending, answer: Answer): Promise<void> {
  if (answer.kind === 'json') return sendJson(deps, response, answer)
  if (answer.kind === 'file') return sendFile(request, response, answer)
  return sendStream({ request, response, drain: deps.drain }, answer)
}

function sendJson({ cookie }: CarryOutDeps, response: Response, answer: JsonAnswer): void {
  if (typeof answer.cookie === 'string') cookie.write(response, answer.cookie)
  if (answer.cookie === null) cookie.clear(response)
  response.status(answer.status).set(answer.headers)
  if (answer.text === null) {
    response.end()
    return
  }
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(answer.text))
  response.end(answer.text)
}
