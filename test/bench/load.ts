import autocannon from 'autocannon'
import { nth } from './workload.js'

/** What requests met while something else went on. */
export interface LoadFacts {
  readonly requests: number
  readonly seconds: number
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
  readonly authorizations: readonly string[]
  readonly paths: readonly string[]
  /** The newest version whose publishing was confirmed. */
  readonly published: () => number
}

export interface RunningLoad {
  /** Ends it, and waits for what is under way. */
  stop(): Promise<LoadFacts>
}

/** Longer than anything that is measured. */
const atMostSeconds = 3_600

/** So many requests a second on one process, whatever its answers. */
export function startLoad({ url, perSecond, authorizations, paths, published }: Load): RunningLoad {
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
      const isRecent = versionIn(headers) >= Number((context as { readonly least?: number }).least)
      if (!isRecent) stale += 1
    },
  }))
  const options = { url, connections: 8, overallRate: perSecond, duration: atMostSeconds, timeout: 30, requests }
  const { promise, resolve, reject } = outcome<autocannon.Result>()
  const running = autocannon(options, (error, found) => (error ? reject(error) : resolve(found)))
  const stop = async (): Promise<LoadFacts> => {
    running.stop()
    const { requests: sent, non2xx, errors, latency, duration } = await promise
    return { requests: sent.total, seconds: duration, errors: non2xx + errors, stale, p50Ms: latency.p50, p99Ms: latency.p99 }
  }
  return { stop }
}

function outcome<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil
    reject = refuse
  })
  return { promise, resolve, reject }
}

/** Headers come with the names as they were sent. NaN, which is not recent, when there is none. */
function versionIn(headers: unknown): number {
  const entries = Object.entries((headers ?? {}) as Readonly<Record<string, string>>)
  return Number(entries.find(([name]) => name.toLowerCase() === 'x-model-version')?.[1])
}

export function summed(all: readonly LoadFacts[]): LoadFacts {
  const sum = (key: keyof LoadFacts): number => all.reduce((total, one) => total + one[key], 0)
  const most = (key: keyof LoadFacts): number => Math.max(...all.map((one) => one[key]))
  const sums = { requests: sum('requests'), errors: sum('errors'), stale: sum('stale') }
  return { ...sums, seconds: most('seconds'), p50Ms: most('p50Ms'), p99Ms: most('p99Ms') }
}
