import { MalformedError } from '../kernel/errors.js'

/**
 * The version the caller saw: `"3"`, `W/"3"` or plainly `3`; null when it does not say.
 * @throws MalformedError for anything else, `*` too: it would overwrite what nobody has seen
 */
export function parseIfMatch(header: string | undefined): number | null {
  if (header === undefined) return null
  const [, quoted, plain] = /^\s*(?:(?:W\/)?"(\d{1,9})"|(\d{1,9}))\s*$/.exec(header) ?? []
  const text = quoted ?? plain
  if (text === undefined) throw new MalformedError('bad-if-match', { zh: 'If-Match 须为一个版本号。', en: 'If-Match must be one version.' })
  return Number(text)
}
