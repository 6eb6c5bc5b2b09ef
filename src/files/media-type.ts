/** What stands for "some bytes": no browser shows or runs it. */
export const plainBytes = 'application/octet-stream'

type Sniff = (head: Uint8Array) => boolean

const starts =
  (...bytes: number[]): Sniff =>
  (head) =>
    bytes.every((byte, index) => head[index] === byte)
const ascii =
  (text: string, offset = 0): Sniff =>
  (head) =>
    Buffer.from(head).toString('latin1', offset, offset + text.length) === text
const zip = starts(0x50, 0x4b, 0x03, 0x04)
const office = 'application/vnd.openxmlformats-officedocument'

/** Types nothing can be run in, each with the bytes that prove it. HTML, SVG, XML and scripts are left out on purpose. */
const safeTypes: ReadonlyMap<string, Sniff> = new Map([
  ['image/png', starts(0x89, 0x50, 0x4e, 0x47)],
  ['image/jpeg', starts(0xff, 0xd8, 0xff)],
  ['image/gif', ascii('GIF8')],
  ['image/webp', (head) => ascii('RIFF')(head) && ascii('WEBP', 8)(head)],
  ['application/pdf', ascii('%PDF-')],
  ['application/zip', zip],
  [`${office}.spreadsheetml.sheet`, zip],
  [`${office}.wordprocessingml.document`, zip],
  [`${office}.presentationml.presentation`, zip],
  ['text/plain', isText],
  ['text/csv', isText],
])

/**
 * The type a stored file may be served with: the declared one when it is known to be harmless and the bytes agree, otherwise
 * `application/octet-stream`. Parameters are dropped: `text/html;image/png` has opened doors before (CVE-2026-126269).
 */
export function safeMediaType(declared: string, head: Uint8Array): string {
  const type = declared.split(/[;,\s]/, 1)[0]?.toLowerCase() ?? ''
  return safeTypes.get(type)?.(head) === true ? type : plainBytes
}

/** May a browser be told this type for a file that was stored with it? */
export function isSafeMediaType(type: string): boolean {
  return safeTypes.has(type)
}

/** No NUL, and nothing that looks like the start of a page. */
function isText(head: Uint8Array): boolean {
  return (
    !head.includes(0) &&
    !/^\s*<(!doctype|html|script|svg|\?xml)/i.test(
      Buffer.from(head)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
  )
}
