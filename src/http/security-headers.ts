import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { NextFunction, RequestHandler, Response } from 'express'
import helmet from 'helmet'

const nonces = new WeakMap<ServerResponse, string>()

/** The nonce of this answer's Content-Security-Policy, for `<script nonce>` and `<style nonce>`. */
export function nonceOf(response: Response): string {
  return nonces.get(response) ?? ''
}

/** Nothing inline without the nonce of this very answer, nothing from other hosts, no frames around us. */
export function securityHeaders(isHttps: boolean): RequestHandler {
  const nonce = (_request: unknown, response: ServerResponse) => `'nonce-${nonces.get(response) ?? ''}'`
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", nonce],
        'style-src': ["'self'", nonce],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps && { maxAge: 15_552_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
  })
  return (request: IncomingMessage, response: ServerResponse, next: NextFunction) => {
    nonces.set(response, randomBytes(16).toString('base64'))
    protect(request, response, next)
  }
}
