/** A page of records: by keyset or offset from an index, with the cells of those rows alone. */

import type { FoundRow, Slice } from '../../store/rows/row-query.js'
import type { Page, RecordView } from '../door.js'
import { cursorOf } from './cursor.js'
import { type ListAsked, type ListPlan, listPlan } from './list-plan.js'
import { type PageSpot, pageSpot } from './paging.js'
import { presented } from './records.js'
import type { Source } from './source.js'
import { totalOf } from './total.js'

export async function listRecords(source: Source, query: ListAsked): Promise<Page> {
  const plan = listPlan(source, query)
  const spot = pageSpot(query, plan.query.order)
  const found = await plan.rows.page(spot.slice)
  const shown = found.slice(0, spot.size)
  const isLast = found.length <= spot.size
  const [data, { total, more }] = await Promise.all([
    recordsInOrder(plan, shown),
    totalOf(plan, { asked: query.count ?? 'auto', known: knownTotal(spot, found) }),
  ])
  return {
    data,
    page: { number: spot.number, size: spot.size, total, more: more ?? !isLast, next: isLast ? null : nextAfter(plan, shown) },
  }
}

/** Every page from the start, `size` rows each, by keyset; rows made meanwhile may or may not appear. */
export async function* eachPage(plan: ListPlan, size: number): AsyncGenerator<readonly RecordView[]> {
  let slice: Slice = { after: null, offset: 0, limit: size }
  for (;;) {
    const found = await plan.rows.page(slice)
    const last = found.at(-1)
    if (last === undefined) return
    yield await recordsInOrder(plan, found)
    if (found.length < size) return
    slice = { ...slice, after: last.keys }
  }
}

async function recordsInOrder(plan: ListPlan, rows: readonly FoundRow[]): Promise<readonly RecordView[]> {
  const records = await presented(plan.source, plan.wanted, rows)
  return rows.flatMap((row) => records.get(row.id) ?? [])
}

/** The end in sight on a numbered page says how many there are. */
function knownTotal(spot: PageSpot, found: readonly FoundRow[]): number | null {
  const { offset, after, limit } = spot.slice
  if (after !== null || found.length === limit || (found.length === 0 && offset > 0)) return null
  return offset + found.length
}

function nextAfter(plan: ListPlan, shown: readonly FoundRow[]): string | null {
  const last = shown.at(-1)
  return last === undefined ? null : cursorOf(plan.query.order, last.keys)
}
