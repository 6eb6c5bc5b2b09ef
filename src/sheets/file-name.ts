const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\\/:*?"<>|]/gu

/**
 * `销售订单_20261122_1530.xlsx`: what it is, and when it was made.
 * @param at  local time as people read it, `2026-11-22 15:30`
 */
export function fileNameFor(label: string, at: string, format: 'xlsx' | 'csv' = 'xlsx'): string {
  const digits = at.replace(/\D/g, '')
  const name = [...label.replace(forbidden, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+/, '')].slice(0, 80).join('')
  return `${name || 'export'}_${digits.slice(0, 8)}_${digits.slice(8, 12)}.${format}`
}

/**
 * A name Excel accepts: at most 31 characters, none of `\ / ? * [ ] :`, no apostrophe (it breaks references to the sheet).
 * @param number  1 for the first sheet; further ones end in ` (2)`
 */
export function sheetNameFor(title: string, number = 1): string {
  const ending = number === 1 ? '' : ` (${number})`
  const clean = title
    .replace(/[\p{Cc}\p{Cs}\\/?*[\]:'’]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const name = cutTo(clean, 31 - ending.length).trim()
  return `${name === '' || name.toLowerCase() === 'history' ? 'Sheet' : name}${ending}`
}

/** Cuts by UTF-16 units, as Excel counts, without splitting a character. */
function cutTo(text: string, units: number): string {
  const cut = text.slice(0, units)
  return cut.replace(/[\uD800-\uDBFF]$/, '')
}
