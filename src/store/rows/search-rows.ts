/**
 * A page of the rows a search finds, in the list's own order, without fetching all matches unless they hide:
 * few matches are fetched by id; of many, most lie near the start of the list, so it is walked and each row probed; a short list is
 * walked to its end; in a long one, if they lie elsewhere (a month long past, inside a number), the search table says between which days
 * they lie, and the walk keeps to those; only an order it knows nothing of costs a join of all matches.
 */
import type { Sql } from '../database.js'
import { raw } from '../sql/fragment.js'
import { readRows } from './list-rows.js'
import type { FoundRow, RowQuery, Slice } from './row-query.js'
import { amongSql, found, isOneOf, type KnownMany, type Searching } from './search-candidates.js'
import { closely, firstOf } from './search-first.js'
import type { Search } from './search-sources.js'
import { searchWalk, unlookedWalk } from './search-walk.js'
import { nearest, walkBriefly, walkNear, walkOn } from './walk.js'

export async function findRows(database: Sql, searching: Searching, slice: Slice): Promise<readonly FoundRow[]> {
  const { query, candidates } = searching
  if (query.branches.length === 0) return []
  if (candidates.every((one) => one.ids !== null)) return readRows(database, found(searching), slice)
  const walk = searchWalk(searching, slice)
  const near = await walkNear(database, walk)
  if (near.isEnough) return near.found
  if (await searching.isShort()) return readRows(database, await closely(searching), slice)
  return (await walkOn(database, walk, near)) ?? firstOfAll(database, searching, slice)
}

/** The page, when what was found to match very many rows a moment ago matches those at the start: then nothing else needs to be known. */
export async function findAtOnce(
  database: Sql,
  query: RowQuery,
  { many, ...search }: Search & { readonly many: KnownMany },
  slice: Slice,
): Promise<readonly FoundRow[] | null> {
  const isMany = search.sources.some((_, at) => many.has(at)) && !many.has('scattered')
  if (!isMany || query.branches.length === 0 || slice.offset + slice.limit > nearest) return null
  const found = await walkBriefly(database, unlookedWalk(query, search, slice))
  if (found === null) many.add('scattered')
  return found
}

/** The first of each source are put together: whatever is first of all is first of its source. */
async function firstOfAll(database: Sql, searching: Searching, slice: Slice): Promise<readonly FoundRow[]> {
  const { query, search } = searching
  const ids = new Set<string>()
  for (const candidates of searching.candidates) {
    const first =
      candidates.ids ?? (await firstOf(database, searching, { candidates, after: slice.after, limit: slice.offset + slice.limit }))
    for (const id of first) ids.add(id)
  }
  const also = [...query.also, isOneOf(raw('t.id'), [...ids]), amongSql(query, searching.candidates, search.text)]
  return readRows(database, { ...query, also }, slice)
}
