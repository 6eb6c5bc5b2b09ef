import { isDay } from '../kernel/clock.js'
import { isDecimalText } from '../kernel/decimal.js'

const dayMs = 86_400_000
/** Excel's day 0, in days before 1970; true from 1900-03-01 on (before that Excel counts a 29 February that never was). */
const daysBefore1970 = 25_569
const firstSafeSerial = 61

/**
 * The one place where a decimal becomes a JS number: a spreadsheet holds 15 significant digits and no more.
 * @returns undefined when the text is no decimal (a masked value, say) or would lose digits; it is then written as text
 */
export function exactNumber(text: string): number | undefined {
  if (!isDecimalText(text)) return undefined
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.')
  const digits = `${whole}${fraction.replace(/0+$/, '')}`.replace(/^0+/, '')
  const significant = fraction.replace(/0+$/, '') === '' ? digits.replace(/0+$/, '') : digits
  return significant.length <= 15 ? Number(text) + 0 : undefined
}

/** A calendar day as Excel counts days; built in UTC so that no zone can move it. */
export function daySerial(day: string): number | undefined {
  return isDay(day) ? safeSerial(Date.parse(`${day}T00:00:00Z`) / dayMs + daysBefore1970) : undefined
}

/** A wall-clock time as Excel counts days. @param wallMs the clock's reading, written as if it were UTC */
export function timeSerial(wallMs: number): number | undefined {
  return safeSerial(Math.round(wallMs / 1000) / 86_400 + daysBefore1970)
}

function safeSerial(serial: number): number | undefined {
  return serial >= firstSafeSerial ? serial : undefined
}
