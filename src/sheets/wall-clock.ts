import { IANAZone } from 'luxon'

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const quarterMs = 900_000

/** Reads instants as the wall clock of one zone; asks the zone's rules once for each quarter of an hour, the steps in which they change. */
export class WallClock {
  readonly #zone: IANAZone
  readonly #offsets = new Map<number, number>()

  constructor(zone: string) {
    this.#zone = IANAZone.create(zone)
  }

  /** @returns what the clock shows, in milliseconds as if it were UTC; undefined when the text is no ISO 8601 instant */
  read(text: string): number | undefined {
    const at = instant.test(text) ? Date.parse(text) : Number.NaN
    return Number.isNaN(at) ? undefined : at + this.#offsetAt(at)
  }

  /** `2026-11-22 15:30:00`. */
  show(text: string): string | undefined {
    const wall = this.read(text)
    return wall === undefined ? undefined : new Date(wall).toISOString().slice(0, 19).replace('T', ' ')
  }

  #offsetAt(at: number): number {
    const quarter = Math.floor(at / quarterMs)
    const known = this.#offsets.get(quarter)
    if (known !== undefined) return known
    if (this.#offsets.size > 10_000) this.#offsets.clear()
    const offset = this.#zone.offset(at) * 60_000
    this.#offsets.set(quarter, offset)
    return offset
  }
}
