/** Looks at the rows of a list one after the other, in its order, until enough are found: what many rows match lies near the start. */
import type { Sql } from '../database.js'
import { raw, sql } from '../sql/fragment.js'
import { orderSql } from './keyset.js'
import { idsSql, type KeyedId, keyedIdOf, run, type Slice, tableOf } from './row-query.js'
import { amongSql, type Searching } from './search-candidates.js'

/** Rows that are probed at first, and at most when the first had some. */
const firstWalk = 1_000
const longestWalk = 12_000

/** The first rows of the list, looked at one by one. */
export function walkNear(database: Sql, searching: Searching, slice: Slice): Promise<Walked> {
  return walkRows(database, searching, { slice, rows: firstWalk })
}

/** As far as the hits so far promise enough of them. Null when the rows wanted were not among those walked. */
export async function walkOn(database: Sql, searching: Searching, slice: Slice, near: Walked): Promise<readonly KeyedId[] | null> {
  const likely = near.hits === 0 ? Number.POSITIVE_INFINITY : Math.ceil((2 * firstWalk * (slice.offset + slice.limit)) / near.hits)
  if (likely > longestWalk) return null
  const far = await walkRows(database, searching, { slice, rows: likely })
  return far.isEnough ? far.found : null
}

interface Stretch {
  readonly slice: Slice
  readonly rows: number
}

export interface Walked {
  readonly found: readonly KeyedId[]
  readonly hits: number
  /** As many as wanted, or all there are. */
  readonly isEnough: boolean
}

async function walkRows(database: Sql, searching: Searching, stretch: Stretch): Promise<Walked> {
  const { offset, limit } = stretch.slice
  const hits = await hitsIn(database, searching, stretch)
  const isEnough = hits.length >= offset + limit || (await isShorter(database, searching, stretch))
  return { found: hits.slice(offset, offset + limit), hits: hits.length, isEnough }
}

async function hitsIn(database: Sql, { query, search, candidates }: Searching, { slice, rows }: Stretch): Promise<readonly KeyedId[]> {
  const walked = idsSql(query, { after: slice.after, offset: 0, limit: rows })
  const id = raw(`w.k${query.order.length - 1}`)
  const order = orderSql(query.scope.dialect, query.order, 'key')
  const limit = raw(`LIMIT ${slice.offset + slice.limit}`)
  const among = amongSql(query, candidates, search.text)
  const probed = sql`SELECT w.* FROM (${walked}) w JOIN ${tableOf(query)} ON t.id = ${id} WHERE ${among} ${order} ${limit}`
  return (await run(database, query, probed)).map((row) => keyedIdOf(query, row))
}

/** Does the whole list have fewer rows than were to be walked? */
async function isShorter(database: Sql, { query }: Searching, { slice, rows }: Stretch): Promise<boolean> {
  const walked = idsSql(query, { after: slice.after, offset: 0, limit: rows })
  const [row] = await run(database, query, sql`SELECT COUNT(*) AS n FROM (${walked}) w`)
  return Number(row?.n ?? 0) < rows
}
