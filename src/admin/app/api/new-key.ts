/** A key that bears one attempt to the server. Made without `crypto.randomUUID`: a page that came over plain http has none, but on localhost. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
