/** Time comes from here, never from `Date.now()`: tests turn it, the company's zone decides what day it is. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number
  /** The company's IANA zone, e.g. `Asia/Shanghai`. */
  readonly zone: string
}

export function systemClock(zone: string): Clock {
  return { now: () => Date.now(), zone }
}

/** ISO 8601 UTC with milliseconds. */
export function instantOf(clock: Clock): string {
  return new Date(clock.now()).toISOString()
}

/** The company's calendar day, `2026-11-22`. */
export function todayOf(clock: Clock): string {
  return dayIn(clock.zone, clock.now())
}

interface Zoned {
  readonly format: Intl.DateTimeFormat
  /** Since 1970; the day that was asked for last. */
  minute: number
  day: string
}

const zones = new Map<string, Zoned>()

/** The calendar day in a zone at an instant, `2026-11-22`. Asked many times a request, and no day ends within a minute. */
export function dayIn(zone: string, at: number): string {
  const zoned = zones.get(zone) ?? zonedFor(zone)
  const minute = Math.floor(at / 60_000)
  if (zoned.minute !== minute) Object.assign(zoned, { minute, day: zoned.format.format(at) })
  return zoned.day
}

function zonedFor(zone: string): Zoned {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const zoned = { format, minute: Number.NaN, day: '' }
  zones.set(zone, zoned)
  return zoned
}

/** Calendar arithmetic on `2026-11-22`; days may be negative. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** Whole days from one calendar day to another; negative when `until` is earlier. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

const instantShape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/

/** `2026-11-22T08:00:00Z`, with any offset, as UTC with milliseconds; undefined for what is no instant of the years 1000 to 9999. */
export function utcOf(text: string): string | undefined {
  const [, day = ''] = instantShape.exec(text) ?? []
  const at = isDay(day) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) return undefined
  const utc = new Date(at).toISOString()
  return /^[1-9]\d{3}-/.test(utc) ? utc : undefined
}

/** A day that exists, written `2026-11-22`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text
}
