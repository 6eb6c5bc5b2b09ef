/** Time, taken of one client and of sixteen. */
import type { Perform } from './operation.js'

export interface Timing {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly perSecond: number
  readonly count: number
}

/** What was measured so far of one target. */
export interface Samples {
  readonly ms: number[]
  elapsedMs: number
}

export const noSamples = (): Samples => ({ ms: [], elapsedMs: 0 })

export const clients = 16

/** One after the other, for so long, once at least. */
export async function alone(samples: Samples, perform: () => Promise<unknown>, budgetMs: number): Promise<void> {
  const startedAt = performance.now()
  do await timed(samples, perform)
  while (performance.now() - startedAt < budgetMs)
  samples.elapsedMs += performance.now() - startedAt
}

/** Sixteen at a time; those under way when the time is over are waited for, and counted. */
export async function together(samples: Samples, perform: () => Promise<unknown>, budgetMs: number): Promise<void> {
  const startedAt = performance.now()
  const client = async (): Promise<void> => {
    do await timed(samples, perform)
    while (performance.now() - startedAt < budgetMs)
  }
  await Promise.all(Array.from({ length: clients }, client))
  samples.elapsedMs += performance.now() - startedAt
}

async function timed({ ms }: Samples, perform: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now()
  await perform()
  ms.push(performance.now() - startedAt)
}

export function timingOf({ ms, elapsedMs }: Samples): Timing {
  const sorted = [...ms].sort((one, other) => one - other)
  return { p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95), perSecond: (ms.length / elapsedMs) * 1_000, count: ms.length }
}

/** Of numbers in ascending order, at least one. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Every turn is another one, whoever takes it. */
export function inTurns(perform: Perform): () => ReturnType<Perform> {
  let next = 0
  return () => perform(next++)
}
