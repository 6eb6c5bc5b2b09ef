import autocannon from 'autocannon'
import { nth } from './workload.js'

/** What requests met while something else went on. */
export interface LoadFacts {
  readonly requests: number
  /** Answers of 300 and above, and connections that broke. */
  readonly errors: number
  /** Answers by an older Model than the one whose publishing had been confirmed before they were asked for. */
  readonly stale: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface Load {
  readonly url: string
  readonly perSecond: number
  readonly seconds: number
  readonly authorizations: readonly string[]
  readonly paths: readonly string[]
  /** The newest version whose publishing was confirmed. */
  readonly published: () => number
}

/** So many requests a second on one process, whatever its answers. */
export async function applyLoad(load: Load): Promise<LoadFacts> {
  const { url, perSecond, seconds, authorizations, paths, published } = load
  let turn = 0
  let stale = 0
  const requests: autocannon.Request[] = paths.map((path) => ({
    path,
    setupRequest: (request, context) => {
      Object.assign(context, { least: published() })
      turn += 1
      return { ...request, headers: { ...request.headers, authorization: nth(authorizations, turn) } }
    },
    onResponse: (_status, _body, context, headers) => {
      if (versionIn(headers) < Number((context as { readonly least?: number }).least)) stale += 1
    },
  }))
  const found = await autocannon({ url, connections: 8, overallRate: perSecond, duration: seconds, timeout: 30, requests })
  const { latency } = found
  return { requests: found.requests.total, errors: found.non2xx + found.errors, stale, p50Ms: latency.p50, p99Ms: latency.p99 }
}

/** Headers come with the names as they were sent. */
function versionIn(headers: unknown): number {
  const entries = Object.entries((headers ?? {}) as Readonly<Record<string, string>>)
  return Number(entries.find(([name]) => name.toLowerCase() === 'x-model-version')?.[1])
}

export function summed(all: readonly LoadFacts[]): LoadFacts {
  const sum = (key: keyof LoadFacts): number => all.reduce((total, one) => total + one[key], 0)
  const most = (key: keyof LoadFacts): number => Math.max(...all.map((one) => one[key]))
  return { requests: sum('requests'), errors: sum('errors'), stale: sum('stale'), p50Ms: most('p50Ms'), p99Ms: most('p99Ms') }
}
