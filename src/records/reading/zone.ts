import type { Zone } from '../../store/rows/read-groups.js'

/** The zone and how far it is from UTC at an instant, `+08:00`. */
export function zoneOf(name: string, at: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  const written = format.formatToParts(new Date(at)).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  return { name, offset: written === 'GMT' ? '+00:00' : written.slice('GMT'.length) }
}
