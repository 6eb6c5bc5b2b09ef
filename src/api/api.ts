/**
 * Room `api`: REST under `/api/v1`. A route is a line of a table: who may come in, and the one door it opens. Nothing is decided here
 * that a screen, an import or a job would have to decide again. May import `http/`, `accounts/` and below; other rooms come as ports.
 */
import { type RequestHandler, Router } from 'express'
import type { Mount, WebKit } from '../http/web-app.js'
import type { ApiDeps } from './api-deps.js'
import { carryOut } from './carry-out.js'
import type { Route } from './route.js'
import { routesOf } from './routes.js'
import { lookWithEyes } from './view-as.js'

/** The mount of the REST surface. */
export function createApi(deps: ApiDeps): Mount {
  return { path: '/api/v1', router: (kit) => routerOf(deps, kit) }
}

function routerOf(deps: ApiDeps, kit: WebKit): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const carrying = { database: deps.database, clock: deps.clock, cookie: kit.cookie, drain: kit.drain }
  for (const route of busiestFirst(routesOf(deps, kit)))
    router[route.method](route.path, ...stepsBefore(route, kit, lookWithEyes(deps, route)), carryOut(carrying, route))
  return router
}

/** Express tries them one after the other. */
const busiestFirst = (routes: readonly Route[]): readonly Route[] =>
  routes.toSorted((one, other) => Number(isOfRecords(other)) - Number(isOfRecords(one)))

const isOfRecords = ({ path }: Route): boolean => path.startsWith('/records/')

/** Who asks comes before what is sent: a stranger's body is not read, except to sign in. */
function stepsBefore(route: Route, kit: WebKit, look: RequestHandler) {
  const body = route.body === 'json' ? [kit.jsonBody] : []
  if (route.access === 'anybody') return [kit.refuseForeignPages, ...body]
  return [kit.recognise, kit.requireActor, kit.limitUser, kit.refuseForgery, look, ...body]
}
