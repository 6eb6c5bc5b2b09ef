import { Decimal, decimalOf, isDecimalText, roundTo } from '../kernel/decimal.js'
import type { PrintFormat } from './document.js'

/** A stored value as people read it on paper: `1234.500000` is `1,234.50` as money and `1,234.5` as a quantity. Other text stays. */
export function shown(format: PrintFormat, value: string): string {
  if (!isDecimalText(value)) return value
  const decimal = decimalOf(value)
  if (format === 'integer' || format === 'quantity') return grouped(trimmed(decimal, 0, 6))
  if (format === 'money') return grouped(trimmed(decimal, 2, 2))
  if (format === 'unitPrice') return grouped(trimmed(decimal, 2, 8))
  if (format === 'percent') return `${trimmed(decimal.times(100), 0, 4)}%`
  return value
}

function trimmed(value: Decimal, least: number, most: number): string {
  const rounded = roundTo(value, most)
  return rounded.isZero() ? new Decimal(0).toFixed(least) : rounded.toFixed(Math.max(least, rounded.decimalPlaces()))
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? thousands : `${thousands}.${fraction}`
}
