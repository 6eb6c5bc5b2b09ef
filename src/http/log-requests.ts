import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/**
 * One JSON line a request: what was asked, by whom, how it ended, how long it took. Never a body, a cookie or a token;
 * of the query only its length, because conditions hold names and amounts.
 */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: (request) => request.id,
    autoLogging: { ignore: (request) => quiet.has(pathOf(request.url)) },
    quietReqLogger: true,
    customLogLevel: (_request, response, error) => (error !== undefined || response.statusCode >= 500 ? 'error' : 'info'),
    serializers: { req: requestFacts, res: (response: { statusCode: number }) => ({ status: response.statusCode }), err: errorFacts },
  })
}

const quiet = new Set(['/healthz', '/readyz', '/metrics'])

interface SerializedRequest {
  readonly id: unknown
  readonly method: string
  readonly url?: string
}

function requestFacts(request: SerializedRequest): Readonly<Record<string, unknown>> {
  const url = request.url ?? ''
  const path = pathOf(url)
  return { id: request.id, method: request.method, path, queryLength: url.length - path.length }
}

/** The middleware's own error is only that the answer failed; the cause is logged where it is answered. */
function errorFacts(error: { readonly type?: string }): Readonly<Record<string, unknown>> {
  return { type: error.type ?? 'Error' }
}

function pathOf(url: string | undefined): string {
  return (url ?? '').split('?', 1)[0] ?? ''
}
