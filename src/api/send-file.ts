import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { FileAnswer } from './route.js'

/** Sends a stored document under the name people gave it, never as something a browser would run. */
export async function sendFile(request: Request, response: Response, { download, disposition, policy }: FileAnswer): Promise<void> {
  response.setHeader('Content-Type', download.type)
  response.setHeader('Content-Disposition', dispositionOf(disposition, download.name))
  response.setHeader('Content-Security-Policy', policy ?? "default-src 'none'; sandbox")
  if (policy !== undefined) response.setHeader('X-Frame-Options', 'SAMEORIGIN')
  if (download.sizeBytes !== null) response.setHeader('Content-Length', String(download.sizeBytes))
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  await pipeline(await download.open(), response).catch((error: unknown) => {
    if (!isGone(error)) throw error
  })
}

/** RFC 6266: a plain name for old clients, the real one percent-encoded; neither can end the header. */
function dispositionOf(disposition: string, name: string): string {
  const plain = name.replace(/[^A-Za-z0-9._ -]/g, '_')
  const encoded = encodeURIComponent(wellFormed(name)).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${disposition}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** The caller left: nobody is waiting for an error. */
function isGone(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : ''
  return code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code === 'EPIPE'
}

/** Half a surrogate pair cannot be encoded. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
