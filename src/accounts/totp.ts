import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { fingerprint } from './secrets.js'

const period = 30

/** A fresh secret of 160 bits in base32, as authenticator apps take it. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The `otpauth://` address behind the QR code. */
export function totpUri(secret: string, login: string): string {
  return totpOf(secret, login).toString()
}

/**
 * The time step a code belongs to, one step early or late forgiven.
 * The caller must refuse a step it has seen: a code works once (RFC 6238 §5.2).
 */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? undefined : Math.floor(now / 1_000 / period) + delta
}

/** Ten codes for the day the phone is lost: `k3f9-2x7q-m4bd`, 60 bits each. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: 10 }, () => groupsOf(Array.from(randomBytes(12), (byte) => letters[byte % 32]).join('')))
}

/** No letters that look like digits. */
const letters = 'abcdefghjkmnpqrstuvwxyz023456789'

/** What is stored of a recovery code; blanks, dashes and capitals do not matter. */
export function recoveryFingerprint(code: string): string {
  return fingerprint(`recovery:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`)
}

function groupsOf(text: string): string {
  return (text.match(/.{4}/g) ?? []).join('-')
}

function totpOf(secret: string, login: string): TOTP {
  return new TOTP({ issuer: 'Danju', label: login, algorithm: 'SHA1', digits: 6, period, secret: Secret.fromBase32(secret) })
}
