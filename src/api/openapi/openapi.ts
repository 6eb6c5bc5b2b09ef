import type { Actor } from '../../permissions/actor.js'
import type { ModelView } from '../model-view/model-view.js'
import type { ResourceView } from '../model-view/resource-view.js'
import type { Route } from '../route.js'
import { created, ok } from '../status.js'
import { type Operation, operationOf, templateOf } from './operations.js'
import { answersSchema, inputSchema, recordSchema, type Schema } from './schemas.js'

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** What is behind a right over the platform is there for those who hold it. */
export const routesFor = ({ system }: Actor, routes: readonly Route[]): readonly Route[] =>
  routes.filter(({ access }) => access === 'anybody' || access === 'actor' || system.includes(access))

/** This surface as OpenAPI 3.1, with the resources, fields and transitions this actor may know of and no others. */
export function openApiFor(view: ModelView, routes: readonly Route[]): Readonly<Record<string, unknown>> {
  const operations = [...routes.map(plain), ...view.resources.flatMap((resource) => operationsOn(resource, routes))]
  return {
    openapi: '3.1.0',
    info: {
      title: 'Danju',
      version: String(view.version),
      description: 'Ids and decimals are strings; days are YYYY-MM-DD; instants ISO 8601 UTC.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }, { session: [] }],
    tags: [{ name: 'platform' }, ...view.resources.map(({ name, label }) => ({ name, description: `${label.en} · ${label.zh}` }))],
    paths: grouped(operations),
    components: { securitySchemes: securitySchemes, schemas: { Problem: problemSchema, ...schemasOf(view.resources) } },
  }
}

interface Placed {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

function plain(route: Route): Placed {
  const path = templateOf(route.path)
  const id = `${route.method}${path.replace(/[^A-Za-z0-9]+(\w)?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase())}`
  return {
    path,
    method: route.method,
    operation: operationOf(route, path, { id, summary: route.summary, tag: 'platform', success: '2XX' }),
  }
}

interface Special {
  readonly method: Route['method']
  readonly path: string
  readonly needs: string
  readonly body?: (resource: ResourceView) => Schema
  readonly answer?: (resource: ResourceView) => Schema
  readonly success: number
}

const refer = (resource: ResourceView): Schema => ({ $ref: `#/components/schemas/${resource.name}` })
const pageOf = (resource: ResourceView): Schema => ({
  type: 'object',
  properties: { data: { type: 'array', items: refer(resource) }, page: { type: 'object' } },
})

const specials: readonly Special[] = [
  { method: 'get', path: '/records/:resource', needs: 'read', answer: pageOf, success: ok },
  {
    method: 'post',
    path: '/records/:resource',
    needs: 'create',
    body: (resource) => inputSchema(resource, 'create'),
    answer: refer,
    success: created,
  },
  { method: 'get', path: '/records/:resource/:id', needs: 'read', answer: refer, success: ok },
  {
    method: 'patch',
    path: '/records/:resource/:id',
    needs: 'update',
    body: (resource) => inputSchema(resource, 'update'),
    answer: refer,
    success: ok,
  },
]

function operationsOn(resource: ResourceView, routes: readonly Route[]): readonly Placed[] {
  const open = specials.filter(({ needs }) => resource.can.includes(needs))
  return [...open.flatMap((special) => placeSpecial(resource, special, routes)), ...transitionsOf(resource, routes)]
}

function placeSpecial(resource: ResourceView, special: Special, routes: readonly Route[]): readonly Placed[] {
  const route = routes.find(({ method, path }) => method === special.method && path === special.path)
  if (route === undefined) return []
  const path = templateOf(special.path).replace('{resource}', resource.name)
  const schemas = { ...given('body', special.body?.(resource)), ...given('answer', special.answer?.(resource)) }
  const id = `${special.method}_${resource.name}${special.path.endsWith(':id') ? '_one' : ''}`
  const facts = { id, summary: `${route.summary}: ${resource.label.en}`, tag: resource.name, success: String(special.success), ...schemas }
  return [{ path, method: route.method, operation: operationOf(route, path, facts) }]
}

function transitionsOf(resource: ResourceView, routes: readonly Route[]): readonly Placed[] {
  const route = routes.find(({ method, path }) => method === 'post' && path === '/records/:resource/:id/:transition')
  return (resource.workflow?.transitions ?? []).flatMap(({ name, label, ask }) => {
    if (route === undefined) return []
    const path = `/records/${resource.name}/{id}/${name}`
    const facts = {
      id: `${name}_${resource.name}`,
      summary: `${label.en} (${label.zh})`,
      tag: resource.name,
      success: String(ok),
      body: answersSchema(ask),
      answer: refer(resource),
    }
    return [{ path, method: 'post', operation: operationOf(route, path, facts) }]
  })
}

function grouped(placed: readonly Placed[]): Paths {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const { path, method, operation } of placed) paths[path] = { ...paths[path], [method]: operation }
  return paths
}

function schemasOf(resources: readonly ResourceView[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(resources.map((resource) => [resource.name, recordSchema(resource)]))
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [Key in Name]: Value })
}

const securitySchemes = { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'danju' } }

const text: Schema = { type: 'string' }
const placedError: Schema = { type: 'object', properties: { at: text, code: text, message: text } }
const problemSchema: Schema = {
  type: 'object',
  properties: {
    type: text,
    title: text,
    status: { type: 'integer' },
    code: text,
    detail: text,
    errors: { type: 'array', items: placedError },
  },
  required: ['type', 'title', 'status', 'code', 'detail', 'errors'],
}
