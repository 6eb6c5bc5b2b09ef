import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import { UnavailableError } from '../kernel/errors.js'

const failuresToOpen = 5
const originsKept = 1_000

/**
 * One circuit breaker an origin: after five failures in a row (no answer in time, no connection, a 5xx) nobody calls it for a while,
 * then one call tries. An answer that merely refuses (4xx) is no failure.
 */
export class Breakers {
  readonly #byOrigin = new Map<string, CircuitBreakerPolicy>()

  constructor(readonly restMs: number) {}

  for(origin: string): CircuitBreakerPolicy {
    const breaker = this.#byOrigin.get(origin) ?? this.#make()
    this.#byOrigin.delete(origin)
    this.#byOrigin.set(origin, breaker)
    this.#forgetOldest()
    return breaker
  }

  #make(): CircuitBreakerPolicy {
    const failures = handleWhen((error) => error instanceof UnavailableError).orWhenResult((answer) => isServerFault(answer))
    return circuitBreaker(failures, { halfOpenAfter: this.restMs, breaker: new ConsecutiveBreaker(failuresToOpen) })
  }

  #forgetOldest(): void {
    const oldest = this.#byOrigin.size > originsKept ? this.#byOrigin.keys().next().value : undefined
    if (oldest !== undefined) this.#byOrigin.delete(oldest)
  }
}

function isServerFault(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'status' in answer && Number(answer.status) >= 500
}
