/** Reading facts from errors that drivers throw; they are not ours and have no types. */

export function codeOf(error: unknown): string {
  return textOf(error, 'code')
}

export function textOf(error: unknown, key: string): string {
  const value = fact(error, key)
  return typeof value === 'string' ? value : ''
}

export function numberOf(error: unknown, key: string): number {
  const value = fact(error, key)
  return typeof value === 'number' ? value : 0
}

function fact(error: unknown, key: string): unknown {
  return typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[key] : undefined
}

const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
])

/** The server cannot be reached, or the connection broke under way. */
export function isNetworkError(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isNetworkError)
  return network.has(codeOf(error)) && textOf(error, 'syscall') !== 'open'
}
