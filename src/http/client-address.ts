import type { Request } from 'express'

/**
 * The address a request is counted under: what the trusted proxies say, else the socket's own. IPv6 callers are counted by /64,
 * because one household or attacker holds a whole one.
 */
export function clientAddress(request: Request): string {
  const address = (request.ip ?? request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  return address.includes(':') ? networkOf(address) : address
}

/** True for a caller on this very machine that is no proxy speaking for others. */
export function isLoopback(request: Request): boolean {
  const forwarded = request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined
  const isTrusting = request.app.get('trust proxy') !== 0
  const address = (request.ip ?? '').replace(/^::ffff:/, '')
  return (isTrusting || !forwarded) && (address === '::1' || /^127\./.test(address))
}

function networkOf(address: string): string {
  const [head = '', tail = ''] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail.split(':').filter(Boolean)
  const zeros = address.includes('::') ? Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0') : []
  return `${[...groups, ...zeros, ...rest].slice(0, 4).join(':')}::/64`
}
