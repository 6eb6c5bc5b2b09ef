/** The first rows, in the list's order, of a source that finds very many. */
import type { Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { orderSql } from './keyset.js'
import type { OrderTerm } from './order-term.js'
import { afterKeys, anyBranch, keyedIdOf, keysSql, type RowQuery, run, type Slice, tableOf } from './row-query.js'
import { type Candidates, isOneOf, type Searching } from './search-candidates.js'
import { guardSql, rangeSql, referenceSql, type SearchSource, targetConditions } from './search-sources.js'
import { ordinalField } from './search-terms.js'

export interface First {
  readonly candidates: Candidates
  readonly after: Slice['after']
  readonly limit: number
}

/** How many matches are taken from the search table in its own order, before permissions and filters. */
const rankedRows = 2_000

export async function firstOf(database: Sql, searching: Searching, first: First): Promise<readonly string[]> {
  const direction = first.candidates.source.kind === 'own' && first.after === null ? ranking(searching.query) : null
  if (direction !== null) {
    const ranked = rankedSql(searching, { ...first, direction })
    const ids = await joined(database, searching.query, { ...first, matches: ranked })
    if (ids.length >= first.limit) return ids
  }
  return joined(database, searching.query, { ...first, matches: matchesSql(searching, first) })
}

type Ranking = { readonly by: 'ordinal' | 'id'; readonly descending: boolean }

/** Does the search table know the list's order: by its ordinal and then the id, or by the id alone? */
function ranking({ order, scope }: RowQuery): Ranking | null {
  const [first, second] = order
  if (first?.name === 'id') return { by: 'id', descending: first.descending }
  const isOrdinal = first !== undefined && first.name === ordinalField(scope.resource) && (scope.readable?.(first.name) ?? 'yes') === 'yes'
  return isOrdinal && second?.name === 'id' && sameDirection(first, second) ? { by: 'ordinal', descending: first.descending } : null
}

const sameDirection = (one: OrderTerm, other: OrderTerm): boolean => one.descending === other.descending

/** The primary key is named because a server may else walk all records backwards, hoping for a match soon. */
function rankedSql({ query, search }: Searching, { candidates, direction }: First & { readonly direction: Ranking }): Fragment {
  const { dialect } = query.scope
  const hint = dialect.name === 'mysql' ? ' FORCE INDEX (PRIMARY)' : ''
  const table = raw(`${dialect.quote(candidates.source.table)} s${hint}`)
  const terms = [...(direction.by === 'ordinal' ? ['s.ordinal'] : []), 's.record_id'].map((term) =>
    dialect.orderBy(term, direction.descending),
  )
  return sql`SELECT s.record_id AS id FROM ${table} WHERE ${rangeSql(query.scope, candidates.source, search.text)} ORDER BY ${raw(terms.join(', '))} LIMIT ${raw(String(rankedRows))}`
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
}

async function joined(database: Sql, query: RowQuery, joining: Joining): Promise<readonly string[]> {
  const order = orderSql(query.scope.dialect, query.order, 'key')
  const rows = await run(
    database,
    query,
    sql`SELECT DISTINCT ${keysSql(query)} ${fromMatches(query, joining)}${afterKeys(query, joining)} ${order} ${raw(`LIMIT ${joining.limit}`)}`,
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
