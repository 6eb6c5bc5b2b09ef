import { isSafeMediaType, plainBytes } from './media-type.js'

/**
 * Headers with which a stored file may leave the house: to be saved, never to be shown on our origin, its type not guessed again.
 * @param mediaType  as it was stored; anything unknown becomes `application/octet-stream`
 */
export function downloadHeaders(name: string, mediaType: string): Readonly<Record<string, string>> {
  const type = isSafeMediaType(mediaType) ? mediaType : plainBytes
  return {
    'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'Content-Disposition': contentDisposition(name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  }
}

/** `attachment` with the name twice: plain ASCII for old clients, RFC 8187 for the rest (RFC 6266). */
export function contentDisposition(name: string): string {
  const clean =
    name
      .replace(/\p{Cs}/gu, '')
      .replace(/[\p{Cc}\p{Cf}\\/"]/gu, '_')
      .trim() || 'download'
  return `attachment; filename="${asciiName(clean)}"; filename*=UTF-8''${encoded(clean)}`
}

/** `销售订单_20261122_1530.xlsx` becomes `20261122_1530.xlsx`; what has no ASCII left is a `download`. */
function asciiName(name: string): string {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 ? name.slice(dot).replace(/[^.\w]/g, '') : ''
  const stem = (dot > 0 ? name.slice(0, dot) : name)
    .replace(/[^\x20-\x7E]/g, '')
    .replace(/[%;]/g, '_')
    .replace(/^[\s_-]+|[\s_-]+$/g, '')
  return `${stem || 'download'}${ending === '.' ? '' : ending}`
}

function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
