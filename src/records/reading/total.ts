/** How many rows a list has. Counting a million takes 160 ms and is most of what a list would cost, so it stops at 10,000 unless asked. */
import type { ListQuery } from '../door.js'
import type { ListPlan } from './list-plan.js'

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
  const found = await plan.rows.count(count.asked === 'exact' ? null : enough + 1)
  if (count.asked === 'exact' || found <= enough) return { total: found, more: false }
  return { total: enough, more: true }
}
