import type { Request, Response } from 'express'

/** The one cookie there is: the session. `__Host-` binds it to this very host, which browsers allow over https only. */
export interface SessionCookie {
  readonly name: string
  read(request: Request): string | undefined
  write(response: Response, secret: string): void
  clear(response: Response): void
}

/** @param baseUrl  where people reach the platform; https makes the cookie Secure */
export function sessionCookie(baseUrl: string): SessionCookie {
  const secure = baseUrl.startsWith('https:')
  const name = secure ? '__Host-danju' : 'danju'
  const options = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const
  return {
    name,
    read: (request) => cookieOf(request.get('cookie') ?? '', name),
    write: (response, secret) => response.cookie(name, secret, options),
    clear: (response) => response.clearCookie(name, options),
  }
}

/** The first cookie of that name; ours are base64url, so nothing needs decoding. */
function cookieOf(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
}
