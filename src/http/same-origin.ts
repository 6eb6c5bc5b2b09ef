import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { ForbiddenError } from '../kernel/errors.js'
import { actOf } from './act.js'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** With the cookie, an unsafe method must come from our own pages and bear the session's token: another site's page can do neither. */
export function refuseForgery(baseUrl: string): RequestHandler {
  return (request, _response, next) => {
    const { proof } = actOf(request)
    const isProven = safeMethods.has(request.method) || proof.kind === 'token' || isOwnPage(request, baseUrl)
    if (!isProven) throw forged()
    if (!safeMethods.has(request.method) && proof.kind === 'session') assertToken(request.get('x-csrf-token') ?? '', proof.csrfToken)
    next()
  }
}

/** For signing in, where there is no session yet: a browser says where the request comes from, a script need not. */
export function refuseForeignPages(baseUrl: string): RequestHandler {
  return (request, _response, next) => {
    const isSilent = request.get('origin') === undefined && request.get('sec-fetch-site') === undefined
    if (!isSilent && !isOwnPage(request, baseUrl)) throw forged()
    next()
  }
}

/** True when at least one of the two headers says "same origin" and none says otherwise. */
function isOwnPage(request: Request, baseUrl: string): boolean {
  const site = request.get('sec-fetch-site')
  const origin = request.get('origin')
  if (site === undefined && origin === undefined) return false
  return (site === undefined || site === 'same-origin') && (origin === undefined || isOwnOrigin(request, origin, baseUrl))
}

/** Hosts are compared without the scheme: behind a proxy that ends TLS we may not know it, and the token is asked for anyway. */
function isOwnOrigin(request: Request, origin: string, baseUrl: string): boolean {
  if (origin === baseUrl) return true
  return URL.canParse(origin) && new URL(origin).host === request.host
}

function assertToken(given: string, expected: string): void {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  if (a.length !== b.length || !timingSafeEqual(a, b)) throw forged()
}

function forged(): ForbiddenError {
  return new ForbiddenError('csrf', {
    zh: '请求来源无法确认，请刷新页面后重试。',
    en: 'The origin of the request could not be verified; please reload the page.',
  })
}
