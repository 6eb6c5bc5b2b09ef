/** A search that walks: each row of the list is asked whether it is among what the search finds. */
import type { Fragment } from '../sql/fragment.js'
import type { Slice } from './row-query.js'
import { amongSql, type Searching } from './search-candidates.js'
import type { Walk } from './walk.js'

/** Most searches find one row in fifty, or rows elsewhere. */
const first = 1_000

/** @param within  between which rows of the order all that is sought lies; null when that is not known */
export function searchWalk({ query, search, candidates }: Searching, slice: Slice, within: Fragment | null = null): Walk {
  return { query, first, among: amongSql(query, candidates, search.text), within, slice }
}
