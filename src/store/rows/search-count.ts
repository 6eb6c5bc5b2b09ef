/** How many rows a search finds, counted from the cheaper side: from the matches, or from the rows the asker has. */
import type { Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { countIds, idsSql, type RowQuery, run, tableOf } from './row-query.js'
import { amongSql, type Candidates, found, type Searching } from './search-candidates.js'
import { fromMatches, matchesSql } from './search-first.js'

/** A list this short is probed row by row. */
const shortList = 20_000
/** Matches looked at in the hope that the limit is reached among them. */
const hopefulMatches = 30_000

/** @param limit  null: count them all */
export async function countFound(database: Sql, searching: Searching, limit: number | null): Promise<number> {
  const { query, candidates } = searching
  if (query.branches.length === 0) return 0
  if (candidates.every((one) => one.ids !== null)) return countIds(database, found(searching), limit ?? Number.MAX_SAFE_INTEGER)
  if ((await countIds(database, query, shortList + 1)) <= shortList) return countProbed(database, searching, limit)
  if (limit !== null && (await isReached(database, searching, limit))) return limit
  return countJoined(database, searching, limit)
}

async function countProbed(database: Sql, { query, search, candidates }: Searching, limit: number | null): Promise<number> {
  const rows = idsSql({ ...query, order: query.order.slice(-1) }, { after: null, offset: 0, limit: shortList })
  const probed = sql`SELECT t.id FROM (${rows}) w JOIN ${tableOf(query)} ON t.id = w.k0 WHERE ${amongSql(query, candidates, search.text)}${limitSql(limit)}`
  return counted(database, query, probed)
}

/** Does any source alone reach the limit, among its first matches? */
async function isReached(database: Sql, searching: Searching, limit: number): Promise<boolean> {
  for (const candidates of searching.candidates) {
    if (candidates.ids !== null) continue
    const matches = sql`SELECT a.id FROM (${matchesSql(searching, { candidates })} LIMIT ${raw(String(hopefulMatches))}) a`
    const rows = sql`SELECT DISTINCT t.id ${fromMatches(searching.query, { candidates, matches })}${limitSql(limit)}`
    if ((await counted(database, searching.query, rows)) >= limit) return true
  }
  return false
}

function countJoined(database: Sql, searching: Searching, limit: number | null): Promise<number> {
  const { query, search } = searching
  const each = searching.candidates.map((candidates) => sql`(${rowsOf(searching, candidates)})`)
  return counted(database, query, sql`SELECT u.id FROM (${join(each, ' UNION ')}) u${limitSql(limit)}`)

  function rowsOf(of: Searching, candidates: Candidates): Fragment {
    if (candidates.ids === null) return sql`SELECT t.id ${fromMatches(query, { candidates, matches: matchesSql(of, { candidates }) })}`
    return sql`SELECT t.id FROM ${tableOf(query)} WHERE ${amongSql(query, [candidates], search.text)}`
  }
}

async function counted(database: Sql, query: RowQuery, rows: Fragment): Promise<number> {
  const [row] = await run(database, query, sql`SELECT COUNT(*) AS n FROM (${rows}) c`)
  return Number(row?.n ?? 0)
}

function limitSql(limit: number | null): Fragment {
  return limit === null ? raw('') : raw(` LIMIT ${limit}`)
}
