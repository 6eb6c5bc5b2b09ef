import { get } from '../make-route.js'
import { modelViewFor } from '../model-view/model-view.js'
import { openApiFor, routesFor } from '../openapi/openapi.js'
import { rememberPerRole } from '../per-role.js'
import type { Route } from '../route.js'
import { ok } from '../status.js'

/** What the screens and outside systems need to know, and only what this actor may see of it. Both are made once a version and set of roles. */
export function modelRoutes(routes: () => readonly Route[]): readonly Route[] {
  const views = rememberPerRole(modelViewFor)
  const documents = rememberPerRole((model, actor) => openApiFor(views(model, actor).value, routesFor(actor, routes())))
  return [
    get('/model', { summary: 'What there is, and what I may do with it', viewAs: true }, async ({ act }) => ({
      kind: 'json',
      status: ok,
      text: views(act.model, act.actor).text,
      headers: {},
    })),
    get('/openapi.json', { summary: 'This surface, as OpenAPI 3.1' }, async ({ act }) => ({
      kind: 'json',
      status: ok,
      text: documents(act.model, act.actor).text,
      headers: {},
    })),
  ]
}
