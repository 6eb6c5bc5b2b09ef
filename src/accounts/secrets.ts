import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** A secret of 256 random bits, as text that fits a cookie or a header. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a random secret: nobody who reads the table can use it. For passwords this would be far too fast. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Keys for different uses, derived from the one SECRET_KEY. */
export interface Keyring {
  seal(text: string): string
  /** @throws Error when it was sealed with another key or altered */
  open(sealed: string): string
  /** The forgery token of a session: known to whoever has the cookie and to us, stored nowhere. */
  csrfTokenFor(sessionSecret: string): string
}

export function keyringOf(secretKey: string): Keyring {
  const sealing = derive(secretKey, 'danju:seal')
  const forgery = derive(secretKey, 'danju:csrf')
  return {
    seal: (text) => seal(sealing, text),
    open: (sealed) => open(sealing, sealed),
    csrfTokenFor: (secret) => createHmac('sha256', forgery).update(secret).digest('base64url'),
  }
}

function derive(secretKey: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', use, 32))
}

/** AES-256-GCM: nonce, tag, ciphertext. */
function seal(key: Buffer, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

function open(key: Buffer, sealed: string): string {
  const all = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, 12), { authTagLength: 16 })
  decipher.setAuthTag(all.subarray(12, 28))
  return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8')
}
