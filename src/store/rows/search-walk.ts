/** A search that walks: each row of the list is asked whether it is among what the search finds. */
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import type { RowQuery, Slice } from './row-query.js'
import { amongSql, type Candidates, type Searching } from './search-candidates.js'
import { insideSql, isPlain, type Search } from './search-sources.js'
import { longestWalk, type Walk } from './walk.js'

/** Most searches find one row in fifty, or rows elsewhere. */
const first = 1_000

/** @param within  between which rows of the order all that is sought lies; null when that is not known */
export function searchWalk({ query, search, candidates }: Searching, slice: Slice, within: Fragment | null = null): Walk {
  const keyed = keyedSql(query, candidates, search.text)
  if (keyed !== null) return { query, first: longestWalk, among: keyed, within, slice }
  return { query, first, among: amongSql(query, candidates, search.text), within, slice }
}

/** The same before the first look into the search tables: every source is asked about each row. */
export function unlookedWalk(query: RowQuery, search: Search, slice: Slice): Omit<Walk, 'first'> {
  const candidates = search.sources.map((source) => ({ source, ids: null, targets: null }))
  return { query, among: amongSql(query, candidates, search.text), within: null, slice }
}

/** By the sort keys of the rows walked, `w.k0, w.k1 …`: ten times as many are looked at in the time; null where they do not tell. */
function keyedSql(query: RowQuery, candidates: readonly Candidates[], text: string): Fragment | null {
  const live = candidates.filter(({ ids }) => ids?.length !== 0)
  const keys = live.flatMap(({ ids, source }) => {
    const isTold = ids === null && source.fields.readable === null && isPlain(query.scope.resource, source)
    return isTold ? source.fields.names.map((name) => query.order.findIndex((term) => term.name === name)) : [-1]
  })
  if (keys.length === 0 || keys.includes(-1)) return null
  return sql`(${join(
    keys.map((at) => insideSql(query.scope, raw(`w.k${at}`), text)),
    ' OR ',
  )})`
}
