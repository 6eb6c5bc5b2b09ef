/** Strictly one at a time, first come first served. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** @returns what ends the turn; calling it twice does nothing more */
  async take(): Promise<() => void> {
    let end = () => {}
    const mine = new Promise<void>((resolve) => {
      end = resolve
    })
    const before = this.#last
    this.#last = mine
    await before
    return end
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const done = await this.take()
    try {
      return await work()
    } finally {
      done()
    }
  }
}
