import type { Answer, Call, Route } from './route.js'

interface Spec {
  readonly summary: string
  /** `actor` when not said. */
  readonly access?: Route['access']
  readonly query?: readonly string[]
  /** Every POST honours Idempotency-Key unless it says no. */
  readonly once?: false
  /** POST and PATCH read JSON unless they say otherwise. */
  readonly body?: Route['body']
  /** GET only; no when not said. */
  readonly viewAs?: true
}

type Maker = (path: string, spec: Spec, answer: (call: Call) => Promise<Answer>) => Route

const maker =
  (method: Route['method'], body: Route['body']): Maker =>
  (path, spec, answer) => ({
    method,
    path,
    summary: spec.summary,
    access: spec.access ?? 'actor',
    query: spec.query ?? [],
    once: method === 'post' && spec.once !== false,
    body: spec.body ?? body,
    viewAs: method === 'get' && spec.viewAs === true,
    answer,
  })

/** Lines of the route table. */
export const get = maker('get', 'none')
export const post = maker('post', 'json')
export const patch = maker('patch', 'json')
export const remove = maker('delete', 'none')
