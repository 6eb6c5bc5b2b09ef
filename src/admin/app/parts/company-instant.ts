import { dayIn } from '../../../kernel/clock.js'
import { companyZone } from './company-day.js'

/** Days and minutes of the company's zone, and the instants of UTC that travel. */

/** The company's day of an instant: `2026-11-21T16:00:00.000Z` → `2026-11-22`. What is no instant stays. */
export function dayOfInstant(instant: string): string {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? instant : dayIn(companyZone.get(), at)
}

/** As an input of day and time wants it: `2026-11-22T00:00`. What is no instant stays. */
export function minuteOfInstant(instant: string): string {
  const at = Date.parse(instant)
  return Number.isNaN(at) ? instant : new Date(wallOf(at)).toISOString().slice(0, 16)
}

/** The instant of the company's `2026-11-22` or `2026-11-22T16:05`: the first when the clocks show it twice, the next there is when they leave it out. What is neither stays. */
export function instantFrom(local: string): string {
  const wall = Date.parse(`${local.includes('T') ? local : `${local}T00:00`}Z`)
  return Number.isNaN(wall) ? local : new Date(atWall(wall)).toISOString()
}

/** The last instant of the company's day. */
export function lastInstantOf(day: string): string {
  const next = Date.parse(`${day}T00:00Z`) + dayMs
  return new Date(atWall(next) - 1).toISOString()
}

const dayMs = 86_400_000

function atWall(wall: number): number {
  const around = [wall - dayMs, wall + dayMs].map((at) => wall - (wallOf(at) - at))
  const shown = around.filter((at) => wallOf(at) === wall)
  return shown.length > 0 ? Math.min(...shown) : Math.max(...around)
}

/** Made once a zone: making one costs as much as a hundred uses. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the company's clock shows at an instant, to the second, as if it were UTC. */
function wallOf(at: number): number {
  const timeZone = companyZone.get()
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(timeZone, format)
  return Date.parse(`${format.format(at).replace(' ', 'T')}Z`)
}
