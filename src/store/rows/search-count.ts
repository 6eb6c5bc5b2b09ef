/** How many rows a search finds, counted from the cheaper side: from the matches, or from the rows the asker has. */
import { isAlways } from '../../expressions/build.js'
import type { Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { anyBranch, countIds, type RowQuery, run, tableOf } from './row-query.js'
import { amongSql, type Candidates, found, type Searching } from './search-candidates.js'
import { closely, fromMatches, matchesSql } from './search-first.js'
import { isPlain, type SearchSource } from './search-sources.js'

/** Matches looked at in the hope that the limit is reached among them: one a row, or several rows a target. */
const hopeful = { own: 12_000, reference: 3_000 } as const

/** @param limit  null: count them all */
export async function countFound(database: Sql, searching: Searching, limit: number | null): Promise<number> {
  const { query, candidates } = searching
  if (query.branches.length === 0) return 0
  if (candidates.every((one) => one.ids !== null)) return namedAlready(searching, limit) ?? countIds(database, found(searching), limit)
  const [only, ...others] = candidates.filter((one) => one.ids?.length !== 0)
  if (only !== undefined && others.length === 0 && isOpen(query, only.source))
    return counted(database, query, firstRows(searching, only, limit ?? Number.MAX_SAFE_INTEGER))
  if (isInIndexes(searching)) return countIds(database, found(searching), limit)
  if (await searching.isShort()) return countIds(database, await closely(searching), limit)
  if (limit !== null && (await isReached(database, searching, limit))) return limit
  return countJoined(database, searching, limit)
}

/** Every row is named, and every row that is named counts: there is nothing to ask. */
function namedAlready({ query, candidates }: Searching, limit: number | null): number | null {
  const naming = candidates.filter(({ ids }) => ids !== null && ids.length > 0)
  if (!naming.every(({ source }) => isOpen(query, source))) return null
  const rows = new Set(naming.flatMap(({ ids }) => ids ?? []))
  return Math.min(rows.size, limit ?? rows.size)
}

/** All it finds are plain numbers, which stand in the indexes of the lists. */
function isInIndexes({ query, candidates }: Searching): boolean {
  return !query.branches.some(isAlways) && candidates.every(({ ids, source }) => ids !== null || isPlain(query.scope.resource, source))
}

/** Does any source alone reach the limit, among its first matches? */
async function isReached(database: Sql, searching: Searching, limit: number): Promise<boolean> {
  for (const candidates of searching.candidates) {
    if (candidates.ids !== null) continue
    if ((await counted(database, searching.query, firstRows(searching, candidates, limit))) >= limit) return true
  }
  return false
}

function firstRows(searching: Searching, candidates: Candidates, limit: number): Fragment {
  const { query } = searching
  const { source } = candidates
  const most = raw(` LIMIT ${isOpen(query, source) ? limit : hopeful[source.kind]}`)
  const matches = sql`${matchesSql(searching, candidates)}${most}`
  return isOpen(query, source) ? matches : sql`SELECT t.id ${fromMatches(query, { source, matches })} LIMIT ${raw(String(limit))}`
}

/** Every match is a row that counts. */
function isOpen({ branches, where, also }: RowQuery, source: SearchSource): boolean {
  return source.kind === 'own' && source.fields.readable === null && isAlways(where) && also.length === 0 && branches.some(isAlways)
}

function countJoined(database: Sql, searching: Searching, limit: number | null): Promise<number> {
  const { query, search } = searching
  const each = searching.candidates.filter((one) => one.ids?.length !== 0).map((one) => sql`(${rowsOf(one)})`)
  const end = raw(limit === null ? '' : ` LIMIT ${limit}`)
  return counted(database, query, sql`SELECT u.id FROM (${join(each, ' UNION ')}) u${end}`)

  function rowsOf({ source, ids, targets }: Candidates): Fragment {
    if (ids === null) return sql`SELECT t.id ${fromMatches(query, { source, matches: matchesSql(searching, { source, ids, targets }) })}`
    return sql`SELECT t.id FROM ${tableOf(query)} WHERE ${amongSql(query, [{ source, ids, targets }], search.text)} AND ${anyBranch(query)}`
  }
}

async function counted(database: Sql, query: RowQuery, rows: Fragment): Promise<number> {
  const [row] = await run(database, query, sql`SELECT COUNT(*) AS n FROM (${rows}) c`)
  return Number(row?.n ?? 0)
}
