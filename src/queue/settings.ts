/** How the queue keeps time. Tests and measurements shorten it; nobody else needs to. */
export interface QueueSettings {
  /** Tries at once in one process: quick jobs, and those that may run longer than a minute. */
  readonly concurrency: Readonly<Record<Lane, number>>
  /** A try that has not renewed its lease for so long is lost: its process died or hangs. */
  readonly leaseMs: number
  readonly pollMs: number
  readonly sweepMs: number
  /** Handed over so long ago and not begun: handed over again, in case the broker forgot it. */
  readonly staleMs: number
  /** How long a stopping process waits for the tries under way. */
  readonly drainMs: number
  /** Most rows handed over and not done; the rest waits in the database, where nothing is lost. */
  readonly window: number
  readonly backoffMs: { readonly first: number; readonly most: number }
}

export type Lane = 'quick' | 'slow'

export const usualQueueSettings: QueueSettings = {
  concurrency: { quick: 8, slow: 2 },
  leaseMs: 15_000,
  pollMs: 1_000,
  sweepMs: 5_000,
  staleMs: 10_000,
  drainMs: 10_000,
  window: 2_000,
  backoffMs: { first: 1_000, most: 600_000 },
}

/**
 * Exponential, spread over half to one and a half of itself: what failed together is not tried again together.
 * @param attempt  tries so far, at least one
 */
export function backoffFor({ first, most }: QueueSettings['backoffMs'], attempt: number, random: () => number): number {
  const whole = Math.min(first * 2 ** Math.min(attempt - 1, 30), most)
  return Math.round(whole * (0.5 + random()))
}
