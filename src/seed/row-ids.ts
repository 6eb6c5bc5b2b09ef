import { type Ids, idsFrom } from '../kernel/ids.js'

/** Ids of the rows of one resource, by their place: time-ordered as if each had been made at its moment. */
export class RowIds {
  private ids = new BigInt64Array(1_024)
  private count = 0
  private now = 0
  private readonly draw: Ids = idsFrom({ now: () => this.now })

  /** @param at  milliseconds since 1970 of its making */
  next(at: number): string {
    this.now = at
    return this.add(this.draw())
  }

  add(id: string): string {
    if (this.count === this.ids.length) this.grow()
    this.ids[this.count] = BigInt(id)
    this.count += 1
    return id
  }

  nth(place: number): string {
    if (place < 0 || place >= this.count) throw new RangeError(`there is no row ${place} yet`)
    return String(this.ids[place])
  }

  private grow(): void {
    const wider = new BigInt64Array(this.ids.length * 2)
    wider.set(this.ids)
    this.ids = wider
  }
}
