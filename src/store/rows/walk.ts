/**
 * Looks at the rows of a list one after the other, in its order, until enough are found: of what many rows match, some lie near the start.
 * A list whose branches no index serves in its order is walked as the whole table is ordered, and each row asked whether it belongs: a database
 * left alone fetches and sorts every row that belongs (350 ms for the first page of 200,000), or asks all that do not.
 */
import { always } from '../../expressions/tree.js'
import type { Sql } from '../database.js'
import { type Fragment, raw, sql } from '../sql/fragment.js'
import { isBestWalked } from './best-walked.js'
import { orderSql } from './keyset.js'
import { anyBranch, type FoundRow, foundIn, idsSql, keyedRows, type RowQuery, run, type Slice } from './row-query.js'

/** Rows that are looked at at most, when the first had some. */
export const longestWalk = 12_000

export interface Walk {
  readonly query: RowQuery
  /** Rows that are looked at at first. */
  readonly first: number
  /** What is asked of each row beside what the list asks. */
  readonly among: Fragment
  /** Between which rows of the order it goes; null: from the first to the last. */
  readonly within: Fragment | null
  readonly slice: Slice
}

export interface Walked {
  readonly found: readonly FoundRow[]
  readonly hits: number
  /** As many as wanted, or all there are. */
  readonly isEnough: boolean
}

/** So few rows that a list is looked at before anything is asked about it. */
export const nearest = 150

/** The rows wanted, when they lie among the nearest; null when they do not. */
export async function walkBriefly(database: Sql, walk: Omit<Walk, 'first'>): Promise<readonly FoundRow[] | null> {
  const { offset, limit } = walk.slice
  const hits = await hitsIn(database, { ...walk, first: nearest }, nearest)
  return hits.length < offset + limit ? null : hits.slice(offset)
}

/** The first rows of the list. */
export function walkNear(database: Sql, walk: Walk): Promise<Walked> {
  return walkRows(database, walk, walk.first)
}

/** As far as the hits so far promise enough of them. Null when the rows wanted were not among those walked. */
export async function walkOn(database: Sql, walk: Walk, near: Walked): Promise<readonly FoundRow[] | null> {
  const { offset, limit } = walk.slice
  const likely = near.hits === 0 ? Number.POSITIVE_INFINITY : Math.ceil((2 * walk.first * (offset + limit)) / near.hits)
  if (likely > longestWalk) return null
  const far = await walkRows(database, walk, likely)
  return far.isEnough ? far.found : null
}

async function walkRows(database: Sql, walk: Walk, rows: number): Promise<Walked> {
  const { offset, limit } = walk.slice
  const hits = await hitsIn(database, walk, rows)
  const isEnough = hits.length >= offset + limit || (await isShorter(database, walk, rows))
  return { found: hits.slice(offset, offset + limit), hits: hits.length, isEnough }
}

async function hitsIn(database: Sql, walk: Walk, rows: number): Promise<readonly FoundRow[]> {
  const { query, among, slice } = walk
  const order = orderSql(query.scope.dialect, query.order, 'key')
  const limit = raw(`LIMIT ${slice.offset + slice.limit}`)
  const { stretch, belongs } = stretchSql(walk, rows)
  return foundIn(database, query, sql`${keyedRows(query, stretch)} WHERE ${belongs} AND ${among} ${order} ${limit}`)
}

/** Are there fewer rows than were to be walked? */
async function isShorter(database: Sql, walk: Walk, rows: number): Promise<boolean> {
  const [row] = await run(database, walk.query, sql`SELECT COUNT(*) AS n FROM (${stretchSql(walk, rows).stretch}) w`)
  return Number(row?.n ?? 0) < rows
}

/** So many rows in the list's order, and whether a row `t` of them belongs to the list. */
function stretchSql({ query, within, slice }: Walk, rows: number): { readonly stretch: Fragment; readonly belongs: Fragment } {
  const between = within === null ? [] : [within]
  const of = { after: slice.after, offset: 0, limit: rows }
  if (!isBestWalked(query)) return { stretch: idsSql({ ...query, also: [...query.also, ...between] }, of), belongs: raw('TRUE') }
  // What is asked by an IS is not turned into a join from the other side.
  return { stretch: idsSql({ ...query, branches: [always], where: always, also: between }, of), belongs: sql`${anyBranch(query)} IS TRUE` }
}
