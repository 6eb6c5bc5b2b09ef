/** The first rows, in the list's order, of a source that finds very many. */
import type { Sql } from '../database.js'
import { constantSql } from '../sql/constants.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { orderSql } from './keyset.js'
import { afterKeys, anyBranch, foundIn, keysSql, nothing, type RowQuery, run, type Slice, tableOf } from './row-query.js'
import { amongSql, type Candidates, isOneOf, type Searching } from './search-candidates.js'
import { guardSql, isPlain, probeSql, rangeSql, referenceSql, type SearchSource, targetConditions } from './search-sources.js'
import { ordinalField } from './search-terms.js'
import { searchWalk } from './search-walk.js'
import { walkNear, walkOn } from './walk.js'

export interface First {
  readonly candidates: Candidates
  readonly after: Slice['after']
  readonly limit: number
}

export async function firstOf(database: Sql, searching: Searching, first: First): Promise<readonly string[]> {
  const { after, limit, candidates } = first
  const between = await daysOf(database, searching, candidates.source)
  if (between === null) return joined(database, searching, first)
  const walk = searchWalk(
    { ...searching, query: { ...searching.query, bring: nothing }, candidates: [candidates] },
    { after, offset: 0, limit },
    between,
  )
  const near = await walkNear(database, walk)
  const walked = near.isEnough ? near.found : await walkOn(database, walk, near)
  return walked?.map((row) => row.id) ?? joined(database, searching, first)
}

/** So few matches are fetched rather than walked to. */
const fewerThanWalked = 500

/** Between which days all matches lie; null when the list is not ordered by day, the search table cannot tell, or they are few. */
async function daysOf(database: Sql, { query, search }: Searching, source: SearchSource): Promise<Fragment | null> {
  const [first] = query.order
  const isKnown = first !== undefined && source.kind === 'own' && first.name === ordinalField(query.scope.resource)
  if (!isKnown || (query.scope.readable?.(first.name) ?? 'yes') !== 'yes') return null
  const table = raw(query.scope.dialect.quote(source.table))
  const ends = raw('MIN(s.ordinal) AS least, MAX(s.ordinal) AS most, COUNT(*) AS found, COUNT(s.ordinal) AS dated')
  const [row] = await run(database, query, sql`SELECT ${ends} FROM ${table} s WHERE ${rangeSql(query.scope, source, search.text)}`)
  if (row?.least === null || row?.least === undefined || Number(row.found) < fewerThanWalked) return null
  const [least, most] = [row.least, row.most].map((ordinal) => constantSql(query.scope.dialect.name, dayOf(Number(ordinal)), 'date'))
  const dated = sql`${first.value} BETWEEN ${least ?? raw('NULL')} AND ${most ?? raw('NULL')}`
  return Number(row.found) === Number(row.dated) ? dated : sql`(${dated} OR ${first.value} IS NULL)`
}

const dayOf = (ordinal: number): string => new Date(ordinal * 86_400_000).toISOString().slice(0, 10)

/** The query, narrowed to what is found by conditions that are good for looking at every row of a short list. */
export async function closely(searching: Searching): Promise<RowQuery> {
  const { query } = searching
  const each: Fragment[] = []
  for (const candidates of searching.candidates) if (candidates.ids?.length !== 0) each.push(await closeSql(searching, candidates))
  return { ...query, also: [...query.also, each.length === 0 ? raw('FALSE') : sql`(${join(each, ' OR ')})`] }
}

async function closeSql(searching: Searching, candidates: Candidates): Promise<Fragment> {
  const { query, search } = searching
  const { source, ids, targets } = candidates
  if (ids !== null || targets !== null || isPlain(query.scope.resource, source)) return amongSql(query, [candidates], search.text)
  return (await searching.isFew(source)) ? lookUpSql(searching, candidates) : probeSql(query.scope, source, search.text)
}

/** Everything the source finds: ids of rows, or of the targets they refer to. */
export function matchesSql({ query, search }: Searching, { source, targets }: Candidates): Fragment {
  if (source.kind === 'reference' && targets !== null) return namedTargets(query, source, targets)
  const table = raw(`${query.scope.dialect.quote(source.table)} s`)
  const range = rangeSql(query.scope, source, search.text)
  const target = source.kind === 'own' ? null : targetConditions(query.scope, source)
  if (source.kind === 'own' || target === null) return sql`SELECT DISTINCT s.record_id AS id FROM ${table} WHERE ${range}`
  const targetTable = raw(`${query.scope.dialect.quote(source.target.table)} x`)
  return sql`SELECT DISTINCT s.record_id AS id FROM ${table} JOIN ${targetTable} ON x.id = s.record_id WHERE ${range} AND ${target}`
}

function namedTargets(query: RowQuery, source: Extract<SearchSource, { kind: 'reference' }>, targets: readonly string[]): Fragment {
  const target = raw(`${query.scope.dialect.quote(source.target.table)} x`)
  return sql`SELECT x.id AS id FROM ${target} WHERE ${isOneOf(raw('x.id'), targets)}`
}

async function joined(database: Sql, searching: Searching, { candidates, after, limit }: First): Promise<readonly string[]> {
  const query = { ...searching.query, bring: nothing }
  const rows = fromMatches(query, { source: candidates.source, matches: matchesSql(searching, candidates) })
  const order = orderSql(query.scope.dialect, query.order, 'key')
  const statement = sql`SELECT DISTINCT ${keysSql(query)} ${rows}${afterKeys(query, { after })} ${order} ${raw(`LIMIT ${limit}`)}`
  return (await foundIn(database, query, statement)).map((row) => row.id)
}

/** From the matches to their rows, never the other way: MySQL is told so, PostgreSQL sees it. */
export function fromMatches(query: RowQuery, of: { readonly source: SearchSource; readonly matches: Fragment }): Fragment {
  const joins = raw(query.scope.dialect.name === 'mysql' ? 'STRAIGHT_JOIN' : 'JOIN')
  const by = referringSql(query, of.source)
  return sql`FROM (${of.matches}) m ${joins} ${tableOf(query)} ON ${by} = m.id WHERE ${anyBranch(query)} AND ${guardSql(query.scope, of.source)}`
}

/** The column of `t` that names what the source finds. */
function referringSql(query: RowQuery, source: SearchSource): Fragment {
  return source.kind === 'own' ? raw('t.id') : referenceSql(query.scope, source.field)
}

/** Is the row `t` found by the source? By a look-up in all that it finds: for statements that read many rows, and for few matches. */
export function lookUpSql(searching: Searching, candidates: Candidates): Fragment {
  const { query } = searching
  const by = referringSql(query, candidates.source)
  return sql`(${guardSql(query.scope, candidates.source)} AND ${by} IN (${matchesSql(searching, candidates)}))`
}

/** Is the row `t` found at all? */
export function soughtSql(searching: Searching): Fragment {
  const each = searching.candidates.map((candidates) => lookUpSql(searching, candidates))
  return each.length === 0 ? raw('FALSE') : sql`(${join(each, ' OR ')})`
}
