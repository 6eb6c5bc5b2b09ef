/**
 * A page of the rows a search finds, in the list's own order, without ever reading all matches unless they hide:
 * few matches are fetched by id; of many, most lie near the start of the list, so it is walked and each row probed; if they do not
 * (a month long past, inside a number), the search table itself names the first of them by its `ordinal`; only an order it does not
 * know costs a join of all matches.
 */
import type { Sql } from '../database.js'
import { type Fragment, raw, sql } from '../sql/fragment.js'
import { orderSql } from './keyset.js'
import { idsSql, type KeyedId, keyedIdOf, readIds, run, type Slice, tableOf } from './row-query.js'
import { amongSql, found, isOneOf, type Searching } from './search-candidates.js'
import { firstOf } from './search-first.js'

/** Rows of the list that are probed: at first, and at most when the first had some. */
const firstWalk = 1_000
const longestWalk = 12_000

export async function findIds(database: Sql, searching: Searching, slice: Slice): Promise<readonly KeyedId[]> {
  const { query, candidates } = searching
  if (query.branches.length === 0) return []
  if (candidates.every((one) => one.ids !== null)) return readIds(database, found(searching), slice)
  return (await walk(database, searching, slice)) ?? (await firstOfAll(database, searching, slice))
}

/** Null when the rows wanted were not among those walked. */
async function walk(database: Sql, searching: Searching, slice: Slice): Promise<readonly KeyedId[] | null> {
  const needed = slice.offset + slice.limit
  const near = await walkRows(database, searching, { slice, rows: firstWalk })
  if (near.length >= needed || (await isShorter(database, searching, { slice, rows: firstWalk }))) return near.slice(slice.offset, needed)
  const likely = near.length === 0 ? Number.POSITIVE_INFINITY : Math.ceil((2 * firstWalk * needed) / near.length)
  if (likely > longestWalk) return null
  const far = await walkRows(database, searching, { slice, rows: likely })
  return far.length >= needed || (await isShorter(database, searching, { slice, rows: likely })) ? far.slice(slice.offset, needed) : null
}

interface Walk {
  readonly slice: Slice
  readonly rows: number
}

async function walkRows(database: Sql, { query, search, candidates }: Searching, { slice, rows }: Walk): Promise<readonly KeyedId[]> {
  const walked = idsSql(query, { after: slice.after, offset: 0, limit: rows })
  const id = raw(`w.k${query.order.length - 1}`)
  const order = orderSql(query.scope.dialect, query.order, 'key')
  const limit = raw(`LIMIT ${slice.offset + slice.limit}`)
  const probed = sql`SELECT w.* FROM (${walked}) w JOIN ${tableOf(query)} ON t.id = ${id} WHERE ${amongSql(query, candidates, search.text)} ${order} ${limit}`
  return (await run(database, query, probed)).map((row) => keyedIdOf(query, row))
}

/** Does the whole list have fewer rows than were to be walked? */
async function isShorter(database: Sql, { query }: Searching, { slice, rows }: Walk): Promise<boolean> {
  const walked = idsSql(query, { after: slice.after, offset: 0, limit: rows })
  const [row] = await run(database, query, sql`SELECT COUNT(*) AS n FROM (${walked}) w`)
  return Number(row?.n ?? 0) < rows
}

/** The first of each source are put together: whatever is first of all is first of its source. */
async function firstOfAll(database: Sql, searching: Searching, slice: Slice): Promise<readonly KeyedId[]> {
  const ids = new Set<string>()
  for (const candidates of searching.candidates) {
    const first =
      candidates.ids ?? (await firstOf(database, searching, { candidates, after: slice.after, limit: slice.offset + slice.limit }))
    for (const id of first) ids.add(id)
  }
  const also: Fragment[] = [
    ...searching.query.also,
    isOneOf(raw('t.id'), [...ids]),
    amongSql(searching.query, searching.candidates, searching.search.text),
  ]
  return readIds(database, { ...searching.query, also }, slice)
}
