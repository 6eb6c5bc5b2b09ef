import type { Model } from '../../compile/model.js'
import type { Clock } from '../../kernel/clock.js'
import { oncePer } from '../../kernel/once-per.js'

const keptMs = 30_000
const mostKept = 2_000

/**
 * Lists that were found longer than anybody counts, a moment ago: they are not counted to that end again for every page. What is shown
 * of such a list, “more than 10,000”, changes only when very many records go at once, and then within half a minute. The same for what a
 * search finds too much of to name, which only decides how it goes about it. A list is known by a text that says all its rows depend on.
 */
export class LongLists {
  /** Of each Model: when each of them is to be counted again, in ms since 1970; the oldest first. */
  readonly #of = oncePer((_model: Model) => new Map<string, number>())
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  has(model: Model, list: string): boolean {
    return (this.#of(model).get(list) ?? 0) > this.#clock.now()
  }

  add(model: Model, list: string): void {
    const lists = this.#of(model)
    lists.delete(list)
    lists.set(list, this.#clock.now() + keptMs)
    const [oldest] = lists.keys()
    if (lists.size > mostKept && oldest !== undefined) lists.delete(oldest)
  }
}
