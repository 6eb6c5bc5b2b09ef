/** How many rows a list has. Counting a million takes 160 ms and is most of what a list would cost, so it stops at 10,000 unless asked. */
import type { ListQuery } from '../door.js'
import { type ListPlan, nameOf } from './list-plan.js'

const enough = 10_000

export interface Total {
  readonly total: number | null
  /** Null: not known from counting. */
  readonly more: boolean | null
}

/** @param count.known  the total, when the page itself has shown it */
export async function totalOf(
  plan: ListPlan,
  count: { readonly asked: NonNullable<ListQuery['count']>; readonly known: number | null },
): Promise<Total> {
  if (count.asked === 'none') return { total: null, more: null }
  if (count.known !== null && (count.asked === 'exact' || count.known <= enough)) return { total: count.known, more: false }
  if (count.asked === 'exact') return { total: await plan.rows.count(null), more: false }
  return countedEnough(plan)
}

async function countedEnough(plan: ListPlan): Promise<Total> {
  const { longLists, model } = plan.source.reader
  const list = nameOf(plan)
  if (longLists.has(model, list)) return { total: enough, more: true }
  const found = await plan.rows.count(enough + 1)
  if (found <= enough) return { total: found, more: false }
  longLists.add(model, list)
  return { total: enough, more: true }
}
