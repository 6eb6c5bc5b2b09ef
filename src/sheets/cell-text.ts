import type { Locale } from '../kernel/texts.js'

/** What Excel holds in one cell. */
const longestCell = 32_767
const loneSurrogates = /\p{Cs}/gu
const notInXml = /(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu

/** A text as an XML file may hold it: without control characters and broken halves, cut where Excel would refuse the whole file. */
export function cellText(text: string): string {
  const clean = text.replace(loneSurrogates, '\uFFFD').replace(notInXml, '')
  return clean.length <= longestCell ? clean : `${clean.slice(0, longestCell - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

const startsFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u
const startsControl = /^\p{Cc}/u

/**
 * A text that no spreadsheet takes for a formula when it reads the file: `'` before anything that starts, after blanks, a BOM
 * and other invisible characters, with `= + - @` in any width, or with a tab, line break or NUL (CWE-1236, OWASP ASVS 1.2.10).
 */
export function guardedText(text: string): string {
  return looksComputed(text) ? `'${text}` : text
}

/** A spreadsheet that read this text from a file, or a person who pressed Enter on it, might make a formula of it. */
export function looksComputed(text: string): boolean {
  return startsFormula.test(text) || startsControl.test(text)
}

export function booleanText(value: boolean, locale: Locale): string {
  if (locale === 'en') return value ? 'Yes' : 'No'
  return value ? '是' : '否'
}
