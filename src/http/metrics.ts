import type { Request, RequestHandler } from 'express'
import { Histogram, type Registry } from 'prom-client'
import { ForbiddenError } from '../kernel/errors.js'
import { actOf } from './act.js'
import { isLoopback } from './client-address.js'

/** Durations by route pattern (never by path: paths hold ids), method and status. */
export function measureRequests(registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  return (request, response, next) => {
    const end = seconds.startTimer()
    response.once('close', () => end({ method: request.method, route: routeOf(request), status: response.statusCode }))
    next()
  }
}

/** The counters, for this machine's own collector without a question, for others with the right `manageJobs`. */
export function showMetrics(registry: Registry): RequestHandler {
  return async (request, response) => {
    if (!isLoopback(request) && !actOf(request).actor.system.includes('manageJobs')) {
      throw new ForbiddenError('forbidden', { zh: '没有权限。', en: 'You may not see the metrics.' })
    }
    response.type(registry.contentType).send(await registry.metrics())
  }
}

function routeOf(request: Request): string {
  const pattern: unknown = request.route?.path
  return typeof pattern === 'string' ? `${request.baseUrl}${pattern}` : 'none'
}
