/** The first rows, in the list's order, of a source that finds very many. */
import type { Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { orderSql } from './keyset.js'
import { afterKeys, anyBranch, keyedIdOf, keysSql, type RowQuery, run, type Slice, tableOf } from './row-query.js'
import { type Candidates, isOneOf, type Searching } from './search-candidates.js'
import { guardSql, rangeSql, referenceSql, type SearchSource, targetConditions } from './search-sources.js'
import { ordinalField } from './search-terms.js'

export interface First {
  readonly candidates: Candidates
  readonly after: Slice['after']
  readonly limit: number
}

/** How many matches are taken from the search table in its own order, before permissions and filters: some days of a busy month. */
const rankedRows = 6_000

export async function firstOf(database: Sql, searching: Searching, first: First): Promise<readonly string[]> {
  const ranks = first.candidates.source.kind === 'own' && first.after === null ? ranksFor(searching.query) : null
  if (ranks !== null) {
    const ids = await joined(database, searching.query, { ...first, matches: rankedSql(searching, first, ranks), further: edgeSql(ranks) })
    if (ids.length >= first.limit) return ids
  }
  return joined(database, searching.query, { ...first, matches: matchesSql(searching, first), further: raw('') })
}

/** How the search table orders its rows as the list does. */
interface Ranks {
  readonly by: 'ordinal' | 'record_id'
  /** Of rows with one ordinal the list knows a finer order: the last day taken may not be whole, so it is left out. */
  readonly isWhole: boolean
}

/** Newest first only; null when the search table does not know the list's order. */
function ranksFor({ order, scope }: RowQuery): Ranks | null {
  const [first, second] = order
  if (first === undefined || !first.descending) return null
  if (first.name === 'id') return { by: 'record_id', isWhole: true }
  const isOrdinal = first.name === ordinalField(scope.resource) && (scope.readable?.(first.name) ?? 'yes') === 'yes'
  return isOrdinal ? { by: 'ordinal', isWhole: second?.name === 'id' && second.descending } : null
}

/** The primary key is named because a server may else walk all records backwards, hoping for a match soon. */
function rankedSql({ query, search }: Searching, { candidates }: First, ranks: Ranks): Fragment {
  const { dialect } = query.scope
  const hint = dialect.name === 'mysql' ? ' FORCE INDEX (PRIMARY)' : ''
  const table = raw(`${dialect.quote(candidates.source.table)} s${hint}`)
  const order = [...(ranks.by === 'ordinal' ? ['s.ordinal'] : []), 's.record_id'].map((term) => dialect.orderBy(term, true))
  const first = sql`SELECT s.record_id AS id, s.ordinal FROM ${table} WHERE ${rangeSql(query.scope, candidates.source, search.text)} ORDER BY ${raw(order.join(', '))} LIMIT ${raw(String(rankedRows))}`
  return sql`SELECT r.id, r.ordinal, MIN(r.ordinal) OVER () AS edge, COUNT(*) OVER () AS taken FROM (${first}) r`
}

function edgeSql({ isWhole }: Ranks): Fragment {
  return raw(isWhole ? '' : ` AND (m.taken < ${rankedRows} OR m.ordinal > m.edge)`)
}

/** Everything the source finds: ids of rows, or of the targets they refer to. */
export function matchesSql({ query, search }: Searching, { candidates }: Pick<First, 'candidates'>): Fragment {
  const { source, targets } = candidates
  if (source.kind === 'reference' && targets !== null) return namedTargets(query, source, targets)
  const table = raw(`${query.scope.dialect.quote(source.table)} s`)
  const range = rangeSql(query.scope, source, search.text)
  if (source.kind === 'own') return sql`SELECT DISTINCT s.record_id AS id FROM ${table} WHERE ${range}`
  const target = raw(`${query.scope.dialect.quote(source.target.table)} x`)
  return sql`SELECT DISTINCT s.record_id AS id FROM ${table} JOIN ${target} ON x.id = s.record_id WHERE ${range} AND ${targetConditions(query.scope, source)}`
}

function namedTargets(query: RowQuery, source: Extract<SearchSource, { kind: 'reference' }>, targets: readonly string[]): Fragment {
  const target = raw(`${query.scope.dialect.quote(source.target.table)} x`)
  return sql`SELECT x.id AS id FROM ${target} WHERE ${isOneOf(raw('x.id'), targets)}`
}

interface Joining extends First {
  readonly matches: Fragment
  /** Conditions on the matches, `m`. */
  readonly further: Fragment
}

async function joined(database: Sql, query: RowQuery, joining: Joining): Promise<readonly string[]> {
  const order = orderSql(query.scope.dialect, query.order, 'key')
  const rows = await run(
    database,
    query,
    sql`SELECT DISTINCT ${keysSql(query)} ${fromMatches(query, joining)}${joining.further}${afterKeys(query, joining)} ${order} ${raw(`LIMIT ${joining.limit}`)}`,
  )
  return rows.map((row) => keyedIdOf(query, row).id)
}

/** From the matches to their rows, never the other way: MySQL is told so, PostgreSQL sees it. */
export function fromMatches(
  query: RowQuery,
  { candidates, matches }: { readonly candidates: Candidates; readonly matches: Fragment },
): Fragment {
  const { source } = candidates
  const joins = raw(query.scope.dialect.name === 'mysql' ? 'STRAIGHT_JOIN' : 'JOIN')
  const by = source.kind === 'own' ? raw('t.id') : referenceSql(query.scope, source.field)
  return sql`FROM (${matches}) m ${joins} ${tableOf(query)} ON ${by} = m.id WHERE ${anyBranch(query)} AND ${guardSql(query.scope, source)}`
}

/** Is the row `t` found, by look-ups in all that the sources find? For statements that read every row anyway. */
export function soughtSql(searching: Searching): Fragment {
  const each = searching.candidates.map((candidates) => {
    const { source } = candidates
    const by = source.kind === 'own' ? raw('t.id') : referenceSql(searching.query.scope, source.field)
    return sql`(${guardSql(searching.query.scope, source)} AND ${by} IN (${matchesSql(searching, { candidates })}))`
  })
  return each.length === 0 ? raw('FALSE') : sql`(${join(each, ' OR ')})`
}
