/** A page of records: ids by keyset or offset from an index, then the cells of those rows alone. */

import type { KeyedId, Slice } from '../../store/rows/row-query.js'
import type { Page, RecordView } from '../door.js'
import { cursorOf } from './cursor.js'
import { type ListAsked, type ListPlan, listPlan } from './list-plan.js'
import { type PageSpot, pageSpot } from './paging.js'
import { recordsOf } from './records.js'
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

async function recordsInOrder(plan: ListPlan, rows: readonly KeyedId[]): Promise<readonly RecordView[]> {
  const records = await recordsOf(plan.source, { ids: rows.map((row) => row.id), wanted: plan.wanted })
  return rows.flatMap((row) => records.get(row.id) ?? [])
}

/** The end in sight on a numbered page says how many there are. */
function knownTotal(spot: PageSpot, found: readonly KeyedId[]): number | null {
  const { offset, after, limit } = spot.slice
  if (after !== null || found.length === limit || (found.length === 0 && offset > 0)) return null
  return offset + found.length
}

function nextAfter(plan: ListPlan, shown: readonly KeyedId[]): string | null {
  const last = shown.at(-1)
  return last === undefined ? null : cursorOf(plan.query.order, last.keys)
}
