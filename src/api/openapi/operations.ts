import type { Route } from '../route.js'
import { viewAsHeader } from '../view-as.js'
import type { Schema } from './schemas.js'

export type Operation = Readonly<Record<string, unknown>>

const problem = { description: 'A problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }

export interface OperationFacts {
  readonly id: string
  readonly summary: string
  readonly tag: string
  readonly body?: Schema
  readonly answer?: Schema
  /** Name of the status of success; the description carries no number of its own. */
  readonly success: string
}

export function operationOf(route: Route, path: string, facts: OperationFacts): Operation {
  const body = facts.body ?? (route.body === 'json' ? { type: 'object' } : undefined)
  const upload = {
    type: 'object',
    properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
    required: ['file'],
  }
  const content = route.body === 'file' ? { 'multipart/form-data': { schema: upload } } : { 'application/json': { schema: body } }
  return {
    operationId: facts.id,
    summary: facts.summary,
    tags: [facts.tag],
    ...(route.access === 'anybody' ? { security: [] } : {}),
    parameters: [...pathParameters(path), ...route.query.map(queryParameter), ...headersOf(route)],
    ...(route.body === 'none' ? {} : { requestBody: { content } }),
    responses: { [facts.success]: { description: 'Done', ...contentOf(facts.answer) }, default: problem },
  }
}

/** `/records/:resource/:id` → `/records/{resource}/{id}` */
export function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

function contentOf(answer: Schema | undefined): Schema {
  return answer === undefined ? {} : { content: { 'application/json': { schema: answer } } }
}

function pathParameters(path: string): readonly Schema[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
}

function queryParameter(name: string): Schema {
  return { name, in: 'query', schema: { type: 'string' } }
}

function headersOf(route: Route): readonly Schema[] {
  const seen = route.path.startsWith('/records/:resource/:id') && route.method !== 'get'
  const once = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 200 } }
  const match = { name: 'If-Match', in: 'header', required: route.method === 'patch', schema: { type: 'string' } }
  const eyes = {
    name: viewAsHeader,
    in: 'header',
    schema: { type: 'string' },
    description: 'User id: what that user sees of what I may see; needs the right viewAs',
  }
  return [...(route.viewAs ? [eyes] : []), ...(route.once ? [once] : []), ...(seen ? [match] : [])]
}
