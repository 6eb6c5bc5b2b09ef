/** A page of a list: ids alone come from the index; whole rows are then fetched for one page only. */
import type { Sql } from '../database.js'
import { raw } from '../sql/fragment.js'
import { isBestWalked } from './best-walked.js'
import { deepIds } from './deep-ids.js'
import { idsSql, type KeyedId, keyedIdOf, type RowQuery, run, type Slice } from './row-query.js'
import { longestWalk, walkNear, walkOn } from './walk.js'

export async function readIds(database: Sql, query: RowQuery, slice: Slice): Promise<readonly KeyedId[]> {
  if (query.branches.length === 0) return []
  return (await walkedIds(database, query, slice)) ?? (await deepIds(database, query, slice)) ?? idsOf(database, query, slice)
}

async function idsOf(database: Sql, query: RowQuery, slice: Slice): Promise<readonly KeyedId[]> {
  return (await run(database, query, idsSql(query, slice))).map((row) => keyedIdOf(query, row))
}

/** Of a page whose rows lie close together, each row looked at in vain costs a twentieth of what one shown does. */
const first = 250

/** Null where a walk is not the way, or did not come to the rows wanted. */
async function walkedIds(database: Sql, query: RowQuery, slice: Slice): Promise<readonly KeyedId[] | null> {
  if (!isBestWalked(query) || slice.offset + slice.limit > longestWalk) return null
  const walk = { query, first, among: raw('TRUE'), within: null, slice }
  const near = await walkNear(database, walk)
  return near.isEnough ? near.found : walkOn(database, walk, near)
}
