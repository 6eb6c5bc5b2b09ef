/** A first look into the search tables: few matches are taken as they are, many are only known to be many. */
import type { Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { idParameters } from './id-parameters.js'
import { type RowQuery, run, tableOf } from './row-query.js'
import { guardSql, probeSql, rangeSql, referenceSql, type Search, type SearchSource, targetConditions } from './search-sources.js'

/** Below 1,000, where MariaDB would make a table of an IN list. */
const fewRows = 800
const fewTargets = 200

export interface Candidates {
  readonly source: SearchSource
  /** Every row the source finds, permissions aside; null: too many to name. */
  readonly ids: readonly string[] | null
  /** Every target found that may be read; null: too many to name, or the source is no reference. */
  readonly targets: readonly string[] | null
}

/** A search after its first look. */
export interface Searching {
  readonly query: RowQuery
  readonly search: Search
  readonly candidates: readonly Candidates[]
}

/** The query, narrowed to what is found; for candidates that are few. */
export function found({ query, candidates, search }: Searching): RowQuery {
  return { ...query, also: [...query.also, amongSql(query, candidates, search.text)] }
}

export async function candidatesOf(database: Sql, query: RowQuery, search: Search): Promise<readonly Candidates[]> {
  const all: Candidates[] = []
  for (const source of search.sources) all.push(await candidatesIn(database, query, { source, text: search.text }))
  return all
}

/** Is the row `t` among these? By name where they are few, by a probe where not. */
export function amongSql(query: RowQuery, candidates: readonly Candidates[], text: string): Fragment {
  const each = candidates.filter((one) => one.ids?.length !== 0).map((one) => amongOne(query, one, text))
  return each.length === 0 ? raw('FALSE') : sql`(${join(each, ' OR ')})`
}

function amongOne({ scope }: RowQuery, { source, ids, targets }: Candidates, text: string): Fragment {
  if (ids !== null) return sql`(${guardSql(scope, source)} AND ${isOneOf(raw('t.id'), ids)})`
  if (source.kind === 'own' || targets === null) return probeSql(scope, source, text)
  return sql`(${guardSql(scope, source)} AND ${isOneOf(referenceSql(scope, source.field), targets)})`
}

export function isOneOf(value: Fragment, ids: readonly string[]): Fragment {
  return ids.length === 0 ? raw('FALSE') : sql`${value} IN (${{ sql: ids.map(() => '?').join(', '), parameters: idParameters(ids) }})`
}

interface Look {
  readonly source: SearchSource
  readonly text: string
}

async function candidatesIn(database: Sql, query: RowQuery, { source, text }: Look): Promise<Candidates> {
  const most = source.kind === 'own' ? fewRows : fewTargets
  const found = await idsOf(database, query, matchesSql(query, { source, text }, most + 1))
  if (found.length > most) return { source, ids: null, targets: null }
  if (source.kind === 'own') return { source, ids: found, targets: null }
  const targets = await readableTargets(database, query, { source, found })
  const ids = targets.length === 0 ? [] : await idsOf(database, query, referringSql(query, { source, targets }))
  return { source, targets, ids: ids.length > fewRows ? null : ids }
}

function matchesSql({ scope }: RowQuery, { source, text }: Look, limit: number): Fragment {
  const table = raw(`${scope.dialect.quote(source.table)} s`)
  return sql`SELECT DISTINCT s.record_id AS id FROM ${table} WHERE ${rangeSql(scope, source, text)} LIMIT ${raw(String(limit))}`
}

type ReferenceSource = Extract<SearchSource, { kind: 'reference' }>

async function readableTargets(
  database: Sql,
  query: RowQuery,
  of: { readonly source: ReferenceSource; readonly found: readonly string[] },
): Promise<readonly string[]> {
  const { scope } = query
  const conditions = targetConditions(scope, of.source)
  if (conditions === null || of.found.length === 0) return of.found
  const table = raw(`${scope.dialect.quote(of.source.target.table)} x`)
  return idsOf(database, query, sql`SELECT x.id AS id FROM ${table} WHERE ${isOneOf(raw('x.id'), of.found)} AND ${conditions}`)
}

function referringSql(query: RowQuery, of: { readonly source: ReferenceSource; readonly targets: readonly string[] }): Fragment {
  const among = isOneOf(referenceSql(query.scope, of.source.field), of.targets)
  return sql`SELECT t.id AS id FROM ${tableOf(query)} WHERE ${among} LIMIT ${raw(String(fewRows + 1))}`
}

async function idsOf(database: Sql, query: RowQuery, statement: Fragment): Promise<readonly string[]> {
  const rows = await run(database, query, statement)
  return rows.map((row) => String(row.id))
}
