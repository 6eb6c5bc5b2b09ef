import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header under which a signature travels. */
export const signatureHeader = 'X-Danju-Signature'

/**
 * Signs a message so that the receiver knows who wrote it, and when.
 * @param timestamp  seconds since 1970 UTC
 * @returns `t=1795000000,v1=<hex>`: HMAC-SHA256 of `<timestamp>.<body>`
 */
export function signBody(secret: string, timestamp: number, body: string | Uint8Array): string {
  return `t=${timestamp},v1=${digest(secret, String(timestamp), body).toString('hex')}`
}

export interface SignedMessage {
  /** As it came in `X-Danju-Signature`; several `v1` while a secret is being changed. */
  readonly header: string
  /** The bytes as they came, not a re-serialised object. */
  readonly body: string | Uint8Array
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  /** How old, or how far ahead, a message may be; five minutes when absent. */
  readonly toleranceSeconds?: number
}

/** True when the message was signed with this secret, lately. A message older than the tolerance is refused as a replay. */
export function verifySignature(secret: string, message: SignedMessage): boolean {
  const parts = message.header.split(',').map((part) => part.trim().split('=', 2))
  const timestamp = parts.find(([name]) => name === 't')?.[1] ?? ''
  if (!/^\d{1,12}$/.test(timestamp)) return false
  const ageSeconds = Math.abs(message.now / 1000 - Number(timestamp))
  if (ageSeconds > (message.toleranceSeconds ?? 300)) return false
  const expected = digest(secret, timestamp, message.body)
  return parts.some(([name, value]) => name === 'v1' && isSame(expected, Buffer.from(value ?? '', 'hex')))
}

function digest(secret: string, timestamp: string, body: string | Uint8Array): Buffer {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest()
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given)
}
