/**
 * Room `outbound`: the only door to other hosts; `fetch` is used nowhere.
 * May import `kernel`; it is the home of sockets, request-filtering-agent and cockatiel. It knows addresses and bytes, not what is in them.
 * What it holds against (OWASP ASVS 5.2.6, CWE-918): addresses are judged after the name was resolved and at the moment of connecting,
 * redirects are not followed, credentials stay with their origin, time and size end.
 */
import { BrokenCircuitError } from 'cockatiel'
import type { Clock } from '../kernel/clock.js'
import { DanjuError, InvalidError, UnavailableError } from '../kernel/errors.js'
import { Breakers } from './breakers.js'
import type { OutboundAnswer, OutboundCall } from './call.js'
import { exchange, type RawAnswer, type ReadyCall } from './exchange.js'
import { AddressRefused, type Lookup } from './guarded-agent.js'
import { readyCall } from './ready-call.js'
import { retryAfterSeconds } from './retry-after.js'

export interface OutboundSettings {
  /** Hosts on the operator's own network that anybody in the house may call: `erp.example`, `10.0.0.8:8443`. */
  readonly allowPrivate: readonly string[]
  readonly clock?: Pick<Clock, 'now'>
  /** How long a host that failed five times is left alone; 30 s when absent. */
  readonly restMs?: number
  /** Resolves names; tests put their own here. */
  readonly lookup?: Lookup
}

export interface Outbound {
  /**
   * Calls another host.
   * @returns its answer, whatever the status; a redirect is an answer
   * @throws InvalidError `outbound-address` (private or reserved), `outbound-url`, `outbound-header`, `outbound-credentials`;
   *   TooLargeError `outbound-too-large`; UnavailableError `outbound-timeout`, `outbound-unreachable`, `outbound-resting`
   */
  callOut(call: OutboundCall): Promise<OutboundAnswer>
}

export function createOutbound(settings: OutboundSettings): Outbound {
  const breakers = new Breakers(settings.restMs ?? 30_000)
  const now = settings.clock === undefined ? Date.now : settings.clock.now
  return {
    async callOut(call) {
      try {
        const ready = readyCall(call, settings.allowPrivate, settings.lookup)
        const answer = await breakers.for(ready.url.origin).execute(() => reached(ready))
        return answerOf(answer, now())
      } catch (error) {
        throw sentenceFor(error)
      }
    },
  }
}

/** Connection errors become ours inside the breaker, which counts `UnavailableError` and nothing else. */
async function reached(ready: ReadyCall): Promise<RawAnswer> {
  try {
    return await exchange(ready)
  } catch (error) {
    if (error instanceof DanjuError || error instanceof AddressRefused) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (typeof code !== 'string') throw error
    throw new UnavailableError('outbound-unreachable', { cause: error, details: { origin: ready.url.origin, code, message } })
  }
}

function sentenceFor(error: unknown): unknown {
  if (error instanceof BrokenCircuitError) return new UnavailableError('outbound-resting', { cause: error })
  if (!(error instanceof AddressRefused)) return error
  const text = { zh: '不允许访问该地址（内网或保留地址）。', en: 'This address (private or reserved) must not be called.' }
  return new InvalidError('outbound-address', text, { details: { address: error.address } })
}

function answerOf(raw: RawAnswer, now: number): OutboundAnswer {
  const headers = Object.fromEntries(Object.entries(raw.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]))
  const retryAfter = retryAfterSeconds(headers['retry-after'], now)
  const answer = { status: raw.status, headers, body: raw.body }
  return retryAfter === undefined ? answer : { ...answer, retryAfterSeconds: retryAfter }
}
