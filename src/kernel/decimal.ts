import { Decimal as Base } from 'decimal.js'

/** Exact decimals for money and quantities: 60 digits while computing, half-up when rounding. No JS `number` ever holds either. */
export const Decimal = Base.clone({ precision: 60, rounding: Base.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60, defaults: true })
export type Decimal = Base

const decimalText = /^[+-]?\d{1,30}(\.\d{1,30})?$/

/** True for a plain decimal like `-12.30`; no exponent, no blanks. */
export function isDecimalText(text: string): boolean {
  return decimalText.test(text)
}

export function decimalOf(text: string | number): Decimal {
  return new Decimal(text)
}

/** Rounds half-up (away from zero at the half) to `scale` digits behind the point. */
export function roundTo(value: Decimal, scale: number): Decimal {
  return value.toDecimalPlaces(scale, Base.ROUND_HALF_UP)
}

/** The stored shape: exactly `scale` digits behind the point, e.g. `"12.30"`. */
export function formatDecimal(value: Decimal, scale: number): string {
  const text = roundTo(value, scale).toFixed(scale)
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text
}

/** `-1234567.5` → `-1,234,567.5` */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const withCommas = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`
}

/** Does the value fit `precision` digits of which `scale` are behind the point? */
export function fitsDecimal(value: Decimal, precision: number, scale: number): boolean {
  return roundTo(value, scale)
    .abs()
    .lessThan(new Decimal(10).pow(precision - scale))
}
