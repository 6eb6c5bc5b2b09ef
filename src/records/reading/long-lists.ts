import type { Model } from '../../compile/model.js'
import type { Clock } from '../../kernel/clock.js'
import { oncePer } from '../../kernel/once-per.js'
import type { ListPlan } from './list-plan.js'

type List = Pick<ListPlan, 'source' | 'asked'>

const keptMs = 30_000
const mostKept = 2_000

/**
 * Lists that were found longer than anybody counts, a moment ago: they are not counted to that end again for every page. What is shown
 * of such a list, “more than 10,000”, changes only when very many records go at once, and then within half a minute.
 */
export class LongLists {
  /** Of each Model: when each of them is to be counted again, in ms since 1970; the oldest first. */
  readonly #of = oncePer((_model: Model) => new Map<string, number>())
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  has(list: List): boolean {
    return (this.#of(list.source.reader.model).get(nameOf(list)) ?? 0) > this.#clock.now()
  }

  add(list: List): void {
    const [lists, name] = [this.#of(list.source.reader.model), nameOf(list)]
    lists.delete(name)
    lists.set(name, this.#clock.now() + keptMs)
    const [oldest] = lists.keys()
    if (lists.size > mostKept && oldest !== undefined) lists.delete(oldest)
  }
}

/** The same text for the same rows: whoever has other rights has another list. */
function nameOf({ source, asked }: List): string {
  const { id, roles, department, departments, warehouse, viewer } = source.reader.actor
  const { where, condition, search, across } = asked
  return JSON.stringify([source.resource.name, id, roles, department, departments, warehouse, viewer, where, condition, search, across])
}
