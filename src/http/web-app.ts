/**
 * Room `http`: what the API and the screens share. Sessions, forgery, limits, headers, problem+json, health, draining.
 * May import `accounts/` and below. A surface is a Mount: a path and a router made from the kit.
 */
import compression from 'compression'
import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Accounts } from '../accounts/accounts.js'
import type { Clock } from '../kernel/clock.js'
import { type Models, recognise, requireActor } from './authenticate.js'
import { type SessionCookie, sessionCookie } from './cookies.js'
import { closeWhenDraining, type Drain, drain } from './drain.js'
import { alive, ready } from './health.js'
import { jsonBody } from './json-body.js'
import { type Listening, listen } from './listen.js'
import { logRequests } from './log-requests.js'
import { measureRequests, showMetrics } from './metrics.js'
import { answerProblems, nothingFound, type VerdictOn } from './problem-answer.js'
import { requestId } from './request-id.js'
import { refuseForeignPages, refuseForgery } from './same-origin.js'
import { securityHeaders } from './security-headers.js'
import { limitUser } from './user-limit.js'

export interface WebDeps {
  readonly settings: {
    readonly baseUrl: string
    readonly trustProxy: number | readonly string[]
    readonly host: string
    readonly port: number
  }
  readonly accounts: Accounts
  readonly models: Models
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Registry
  /** Resolves when records can be read. */
  readonly ready: () => Promise<void>
  readonly verdictOn: VerdictOn
  readonly mounts: readonly Mount[]
  /** Where a browser that asks for nothing in particular is sent. */
  readonly home: string
  /** Requests a second for each user; 500 when not said. */
  readonly perSecond?: number
}

export interface Mount {
  readonly path: string
  router(kit: WebKit): Router
}

/** The steps a surface puts in front of its routes, in this order. */
export interface WebKit {
  /** Finds out who asks; `findAct(request)` and `actOf(request)` read it. */
  readonly recognise: RequestHandler
  /** 401 for strangers. */
  readonly requireActor: RequestHandler
  readonly limitUser: RequestHandler
  /** For unsafe methods of a signed-in user. */
  readonly refuseForgery: RequestHandler
  /** For signing in. */
  readonly refuseForeignPages: RequestHandler
  readonly jsonBody: RequestHandler
  readonly cookie: SessionCookie
  readonly drain: Drain
}

export interface WebApp {
  readonly app: Express
  readonly kit: WebKit
  listen(): Promise<Listening>
}

/** Puts the surfaces behind what they share; it listens only when told to. */
export function createWebApp(deps: WebDeps): WebApp {
  const app = express()
  const kit = kitFor(deps)
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.settings.trustProxy).set('query parser', false)
  app.use(closeWhenDraining(kit.drain), requestId(), modelVersion(deps.models), logRequests(deps.logger), measureRequests(deps.metrics))
  app.use(securityHeaders(deps.settings.baseUrl.startsWith('https:')), packed())
  app.get('/healthz', alive())
  app.get('/readyz', ready({ ready: deps.ready, drain: kit.drain, now: () => deps.clock.now() }))
  app.get('/metrics', kit.recognise, showMetrics(deps.metrics))
  app.get('/', (_request, response) => response.redirect(deps.home))
  for (const mount of deps.mounts) app.use(mount.path, mount.router(kit))
  app.use(nothingFound)
  app.use(answerProblems(deps))
  return { app, kit, listen: () => listen(app, kit.drain, deps.settings) }
}

function kitFor({ accounts, models, settings, perSecond }: WebDeps): WebKit {
  const cookie = sessionCookie(settings.baseUrl)
  return {
    recognise: recognise({ accounts, models, cookie }),
    requireActor: requireActor(),
    limitUser: limitUser(perSecond),
    refuseForgery: refuseForgery(settings.baseUrl),
    refuseForeignPages: refuseForeignPages(settings.baseUrl),
    jsonBody: jsonBody(),
    cookie,
    drain: drain(),
  }
}

/** Every answer says which Model it came from; `recognise` overwrites it when another process has published since. */
function modelVersion(models: Models): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('X-Model-Version', String(models.current().version))
    next()
  }
}

/** For who reads what is packed; preparing for it has its price. */
function packed(): RequestHandler {
  const pack = compression({ filter: isCompressible })
  return (request, response, next) => (request.headers['accept-encoding'] === undefined ? next() : pack(request, response, next))
}

/** A stream must leave at once; what is packed already stays as it is. */
function isCompressible(request: express.Request, response: express.Response): boolean {
  return response.getHeader('Content-Type') !== 'text/event-stream' && compression.filter(request, response)
}
