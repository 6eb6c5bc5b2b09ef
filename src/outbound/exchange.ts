import { type Agent, type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { TooLargeError, UnavailableError } from '../kernel/errors.js'

/** A call after every check, with nothing left open. */
export interface ReadyCall {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly timeoutMs: number
  readonly limitBytes: number
  readonly agent: Agent
}

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array
}

/**
 * Sends one request and reads the whole answer, under one deadline that no drip of bytes prolongs.
 * @throws UnavailableError `outbound-timeout`; TooLargeError `outbound-too-large`; what the connection failed with
 */
export function exchange(call: ReadyCall): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = open(call)
    const deadline = setTimeout(() => fail(timeoutOf(call)), call.timeoutMs)
    const fail = (error: Error): void => {
      clearTimeout(deadline)
      reject(error)
      request.destroy()
    }
    request.on('error', fail)
    request.once('response', (response) => {
      readWhole(response, call).then((body) => {
        clearTimeout(deadline)
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      }, fail)
    })
    request.end(call.body)
  })
}

function open(call: ReadyCall): ClientRequest {
  const { method, headers, agent } = call
  const options = { method, headers, agent, maxHeaderSize: 16_384 }
  return call.url.protocol === 'https:' ? httpsRequest(call.url, options) : httpRequest(call.url, options)
}

async function readWhole(
  response: AsyncIterable<unknown> & { readonly headers: IncomingHttpHeaders },
  call: ReadyCall,
): Promise<Uint8Array> {
  const announcedBytes = Number(response.headers['content-length'] ?? 0)
  if (call.method !== 'HEAD' && announcedBytes > call.limitBytes) throw tooLarge(call)
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of response) {
    const bytes = chunk as Buffer
    sizeBytes += bytes.length
    if (sizeBytes > call.limitBytes) throw tooLarge(call)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function timeoutOf(call: ReadyCall): UnavailableError {
  return new UnavailableError('outbound-timeout', { details: { origin: call.url.origin, timeoutMs: call.timeoutMs } })
}

function tooLarge(call: ReadyCall): TooLargeError {
  const text = { zh: '对方返回的数据过大。', en: 'The answer of the other system is too large.' }
  return new TooLargeError('outbound-too-large', text, { details: { origin: call.url.origin, limitBytes: call.limitBytes } })
}
