import type { Dialect } from './dialect.js'

export interface RetryOptions {
  readonly tries: number
  /** 0 ≤ x < 1 */
  readonly random: () => number
}

export const usualRetries: RetryOptions = { tries: 8, random: Math.random }

/** Two processes drew the same id: the next draw is another one, so once more is enough. */
const generatedId = /^\d{13,19}$/

/** Runs `work` again while the database says that the same work may succeed now; waits 5 ms, doubling to 500 ms, with jitter. */
export async function withRetries<T>(dialect: Dialect, options: RetryOptions, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      if (tried >= options.tries || !mayWorkNow(dialect, error, tried)) throw error
      await pause(Math.min(500, 5 * 2 ** tried) * (0.5 + options.random()))
    }
  }
}

function mayWorkNow(dialect: Dialect, error: unknown, tried: number): boolean {
  if (dialect.isConflict(error)) return true
  const duplicate = dialect.isDuplicateKey(error)
  return tried <= 2 && duplicate?.key === 'PRIMARY' && generatedId.test(duplicate.value)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
