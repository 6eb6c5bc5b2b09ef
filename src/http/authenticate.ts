import type { Request, RequestHandler, Response } from 'express'
import type { Accounts } from '../accounts/accounts.js'
import type { Recognised } from '../accounts/proof.js'
import type { Model } from '../compile/model.js'
import { DanjuError, UnavailableError } from '../kernel/errors.js'
import { findAct, rememberAct, unauthenticated } from './act.js'
import type { SessionCookie } from './cookies.js'
import { requestIdOf } from './request-id.js'

/** The compiled Model by version: `at` loads what another process published. */
export interface Models {
  current(): Model
  at(version: number): Promise<Model>
}

export interface AuthenticateDeps {
  readonly accounts: Pick<Accounts, 'recognise' | 'actorFor'>
  readonly models: Models
  readonly cookie: SessionCookie
}

/** Finds out who asks, from the bearer token or else the cookie; leaves the request anonymous when neither says. */
export function recognise(deps: AuthenticateDeps): RequestHandler {
  return async (request, response, next) => {
    const asking = proofReader(deps, request)
    const recognised = asking === undefined ? undefined : await asking()
    if (asking !== undefined && recognised !== undefined) await rememberActor({ deps, request, response, asking }, recognised)
    next()
  }
}

/** @throws UnauthenticatedError unless `recognise` found somebody */
export function requireActor(): RequestHandler {
  return (request, _response, next) => {
    if (findAct(request) === undefined) throw unauthenticated()
    next()
  }
}

type Asking = () => Promise<Recognised | undefined>

/** A store that fails is never "nobody": it is 503, and nothing is done as anybody. */
function proofReader({ accounts, cookie }: AuthenticateDeps, request: Request): Asking | undefined {
  const bearer = bearerOf(request)
  const secret = bearer ?? cookie.read(request)
  if (secret === undefined) return undefined
  return () =>
    accounts.recognise(bearer === undefined ? 'session' : 'token', secret).catch((error: unknown) => {
      throw error instanceof DanjuError ? error : new UnavailableError('sessions-unavailable', { cause: error })
    })
}

interface Meeting {
  readonly deps: AuthenticateDeps
  readonly request: Request
  readonly response: Response
  readonly asking: Asking
}

async function rememberActor(
  { deps, request, response, asking }: Meeting,
  { proof, userId, modelVersion, rightsVersion }: Recognised,
): Promise<void> {
  const model = await deps.models.at(modelVersion)
  response.setHeader('X-Model-Version', String(model.version))
  const actor = await deps.accounts.actorFor({ userId, rightsVersion, model, via: proof.kind === 'token' ? 'api' : 'screen' })
  if (actor === undefined) return
  const context = { model, actor, requestId: requestIdOf(response), guard: null }
  rememberAct(request, { actor, proof, model, context, rightsVersion, recheck: asking })
}

/** An Authorization header that is no bearer token is a failed try, not an anonymous request with a cookie. */
function bearerOf(request: Request): string | undefined {
  const header = request.get('authorization')
  if (header === undefined) return undefined
  const [, token] = /^Bearer +([A-Za-z0-9_-]{10,100})$/i.exec(header) ?? []
  if (token === undefined) throw unauthenticated()
  return token
}
