/** A page of a list. */
import type { Sql } from '../database.js'
import { raw } from '../sql/fragment.js'
import { isBestWalked } from './best-walked.js'
import { deepRows } from './deep-rows.js'
import { type FoundRow, idsSql, type RowQuery, rowsBy, type Slice } from './row-query.js'
import { longestWalk, walkNear, walkOn } from './walk.js'

export async function readRows(database: Sql, query: RowQuery, slice: Slice): Promise<readonly FoundRow[]> {
  if (query.branches.length === 0) return []
  return (await walked(database, query, slice)) ?? (await deepRows(database, query, slice)) ?? rowsBy(database, query, idsSql(query, slice))
}

/** Of a page whose rows lie close together, each row looked at in vain costs a twentieth of what one shown does. */
const first = 250

/** Null where a walk is not the way, or did not come to the rows wanted. */
async function walked(database: Sql, query: RowQuery, slice: Slice): Promise<readonly FoundRow[] | null> {
  if (!isBestWalked(query) || slice.offset + slice.limit > longestWalk) return null
  const walk = { query, first, among: raw('TRUE'), within: null, slice }
  const near = await walkNear(database, walk)
  return near.isEnough ? near.found : walkOn(database, walk, near)
}
