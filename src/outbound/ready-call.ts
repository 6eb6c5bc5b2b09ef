import { InvalidError } from '../kernel/errors.js'
import type { Text } from '../kernel/texts.js'
import { isListed, type Reach } from './addresses.js'
import { defaultLimitBytes, defaultTimeoutMs, type OutboundCall } from './call.js'
import type { ReadyCall } from './exchange.js'
import { assertLiteralReachable, guardedAgent, type Lookup } from './guarded-agent.js'

/** Headers that say how a message travels are ours; a caller who could set them could split a request or pretend another host. */
const ours = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'keep-alive',
  'proxy-connection',
])

const texts = {
  'outbound-url': {
    zh: '只能访问 http 或 https 地址，且地址中不能包含账号密码。',
    en: 'Only http and https addresses without a user name can be called.',
  },
  'outbound-header': { zh: '请求头无效。', en: 'A request header is not acceptable.' },
  'outbound-credentials': { zh: '凭据只能发送到它所属的站点。', en: 'Credentials are only sent to the site they belong to.' },
} as const satisfies Record<string, Text>

/**
 * Checks a call before anything leaves the house.
 * @throws InvalidError `outbound-url`, `outbound-header`, `outbound-credentials`; AddressRefused for an address that is not open
 */
export function readyCall(call: OutboundCall, allowed: readonly string[], resolve?: Lookup): ReadyCall {
  const url = urlOf(call.url)
  const reach: Reach = isListed(url, [...allowed, ...(call.allowHosts ?? [])]) ? 'private' : 'internet'
  assertLiteralReachable(url, reach)
  const body = typeof call.body === 'string' ? Buffer.from(call.body, 'utf8') : (call.body ?? new Uint8Array())
  const { timeoutMs = defaultTimeoutMs, limitBytes = defaultLimitBytes, method } = call
  return { url, method, headers: headersOf(call, url, body), body, timeoutMs, limitBytes, agent: guardedAgent(url, reach, resolve) }
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url === undefined || !isWeb || url.username !== '' || url.password !== '') throw refused('outbound-url', {})
  return url
}

function headersOf(call: OutboundCall, url: URL, body: Uint8Array): Readonly<Record<string, string>> {
  if (call.credentials !== undefined && originOf(call.credentials.origin) !== url.origin) {
    throw refused('outbound-credentials', { origin: url.origin })
  }
  const given = Object.entries({ ...call.headers, ...call.credentials?.headers }).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  )
  const wrong = given.find(
    ([name, value]) => ours.has(name) || !/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\t\x20-\x7E\x80-\xFF]*$/.test(value),
  )
  if (wrong !== undefined) throw refused('outbound-header', { header: wrong[0] })
  const length = body.length > 0 || call.method !== 'GET' ? { 'content-length': String(body.length) } : {}
  return { 'user-agent': 'Danju', 'accept-encoding': 'identity', ...Object.fromEntries(given), ...length }
}

function originOf(text: string): string {
  return URL.canParse(text) ? new URL(text).origin : ''
}

function refused(code: keyof typeof texts, details: Readonly<Record<string, unknown>>): InvalidError {
  return new InvalidError(code, texts[code], { details })
}
