import { randomBytes } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { NextFunction, RequestHandler, Response } from 'express'
import helmet from 'helmet'

const nonces = new WeakMap<ServerResponse, string>()

/** The nonce of this answer's Content-Security-Policy, for `<script nonce>` and `<style nonce>`. */
export function nonceOf(response: Response): string {
  return nonces.get(response) ?? ''
}

/** Nothing inline without the nonce of this very answer, nothing from other hosts, no frames around us. */
export function securityHeaders(isHttps: boolean): RequestHandler {
  const headers = headersOf(isHttps)
  return (_request: IncomingMessage, response: ServerResponse, next: NextFunction) => {
    const nonce = randomBytes(16).toString('base64')
    nonces.set(response, nonce)
    for (const [name, parts] of headers) response.setHeader(name, parts.join(nonce))
    next()
  }
}

const nonceHere = 'NONCE'

/** What helmet sets, asked once: its twelve steps cost more for every answer than the headers they come to. Values are cut where the nonce belongs. */
function headersOf(isHttps: boolean): readonly (readonly [string, readonly string[]])[] {
  const sample = new ServerResponse(new IncomingMessage(new Socket()))
  protection(isHttps)(sample.req, sample, () => {})
  return Object.entries(sample.getHeaders()).map(([name, value]) => [name, String(value).split(nonceHere)])
}

function protection(isHttps: boolean) {
  const nonce = `'nonce-${nonceHere}'`
  return helmet({
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
}
