import type { Clock } from './clock.js'

/**
 * Ids are made here, not by the database: time-ordered so that a table grows at its end, and telling nobody how many rows exist.
 * 63 bits: 42 of milliseconds since 2020, 21 that start at random each millisecond and count up. Written as a decimal string.
 * Two processes can, once in a long while, draw the same id; the primary key refuses the second and its transaction is tried again.
 */
export type Ids = () => string

const epoch = Date.UTC(2020, 0, 1)
const room = 1n << 21n

export function idsFrom(clock: Pick<Clock, 'now'>, random: () => number = Math.random): Ids {
  let lastMs = 0
  let low = 0n
  return () => {
    const now = Math.max(clock.now() - epoch, lastMs)
    low = now > lastMs ? BigInt(Math.floor(random() * (1 << 20))) : low + 1n
    lastMs = low >= room ? now + 1 : now
    if (low >= room) low = 0n
    return ((BigInt(lastMs) << 21n) | low).toString()
  }
}

/** The shape of an id as outside systems send it: a positive 63-bit number in decimal. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && /^[1-9]\d{0,18}$/.test(text) && BigInt(text) < 1n << 63n
}
