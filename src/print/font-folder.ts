import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Where converted fonts are kept unless told otherwise: beside the packages, where nobody else can write. */
export function fontFolder(): string {
  const list = createRequire(import.meta.url).resolve('@fontsource/noto-sans-sc/unicode.json')
  return join(dirname(list), '../../.cache/danju-fonts')
}
