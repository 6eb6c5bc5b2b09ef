/** A first look into the search tables: few matches are taken as they are, many are only known to be many. */
import type { Sql } from '../database.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { idParameters } from './id-parameters.js'
import { countIds, type RowQuery, run, tableOf } from './row-query.js'
import {
  guardSql,
  probeSql,
  rangeSql,
  referenceSql,
  type Search,
  type SearchSource,
  targetConditions,
  targetProbeSql,
} from './search-sources.js'

/** Below 1,000, where MariaDB would make a table of an IN list. */
const fewRows = 800
const fewTargets = 800
/** Targets that an actor may read and a search finds, where they may not read all. */
const fewOwnTargets = 3_000
/** Matches this few are looked at as a whole. */
const fewMatches = 20_000
/** A list this short is looked through row by row. */
const shortList = 30_000

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
  /** Has the asker's list so few rows that each of them may be looked at? */
  readonly isShort: () => Promise<boolean>
  /** Does a source find few enough to be looked at as a whole? */
  readonly isFew: (source: SearchSource) => Promise<boolean>
}

/**
 * What was found out a moment ago, so that nobody looks again: which sources have too many matches to name, or even to look at; that what
 * is sought is scattered, not all over the first rows; whether the list is short. It decides how a search goes about it, not what it finds.
 */
export interface KnownMany {
  has(what: KnownFact): boolean
  add(what: KnownFact): void
}

export type KnownFact = number | `${number} vast` | 'scattered' | 'short' | 'long'

export async function searchingFor(database: Sql, query: RowQuery, search: Search, many: KnownMany): Promise<Searching> {
  const look = async (source: SearchSource, at: number): Promise<Candidates> => {
    if (many.has(at)) return { source, ids: null, targets: null }
    const candidates = await candidatesIn(database, query, { source, text: search.text })
    if (candidates.ids === null && candidates.targets === null) many.add(at)
    return candidates
  }
  const candidates = await Promise.all(search.sources.map(look))
  const isFew = async (source: SearchSource): Promise<boolean> => {
    const vast = `${search.sources.indexOf(source)} vast` as const
    if (many.has(vast)) return false
    const few = await hasFewMatches(database, query, { source, text: search.text })
    if (!few) many.add(vast)
    return few
  }
  return { query, search, candidates, isShort: () => isShortList(database, query, many), isFew }
}

async function isShortList(database: Sql, query: RowQuery, known: KnownMany): Promise<boolean> {
  if (known.has('short')) return true
  if (known.has('long')) return false
  const isShort = (await countIds(database, query, shortList + 1)) <= shortList
  known.add(isShort ? 'short' : 'long')
  return isShort
}

/** The query, narrowed to what is found; for candidates that are few. */
export function found({ query, candidates, search }: Searching): RowQuery {
  return { ...query, also: [...query.also, amongSql(query, candidates, search.text)] }
}

async function hasFewMatches(database: Sql, query: RowQuery, look: Look): Promise<boolean> {
  const table = raw(`${query.scope.dialect.quote(look.source.table)} s`)
  const matches = sql`SELECT 1 AS one FROM ${table} WHERE ${rangeSql(query.scope, look.source, look.text)} LIMIT ${raw(String(fewMatches + 1))}`
  const [row] = await run(database, query, sql`SELECT COUNT(*) AS n FROM (${matches}) m`)
  return Number(row?.n ?? 0) <= fewMatches
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

export interface Look {
  readonly source: SearchSource
  readonly text: string
}

async function candidatesIn(database: Sql, query: RowQuery, { source, text }: Look): Promise<Candidates> {
  const most = source.kind === 'own' ? fewRows : fewTargets
  const some = await idsOf(database, query, matchesSql(query, { source, text }, most + 1))
  if (source.kind === 'own') return { source, ids: some.length > most ? null : some, targets: null }
  const targets =
    some.length > most
      ? await fewReadable(database, query, { source, text })
      : await readableTargets(database, query, { source, found: some })
  if (targets === null) return { source, ids: null, targets }
  const ids = targets.length === 0 ? [] : await idsOf(database, query, referringSql(query, { source, targets }))
  return { source, targets, ids: ids.length > fewRows ? null : ids }
}

/** Of many targets, those that may be read, if they are few; null when they are not. */
async function fewReadable(
  database: Sql,
  query: RowQuery,
  look: Look & { readonly source: ReferenceSource },
): Promise<readonly string[] | null> {
  const conditions = targetConditions(query.scope, look.source)
  if (conditions === null) return null
  const table = raw(`${query.scope.dialect.quote(look.source.target.table)} x`)
  const most = raw(`LIMIT ${fewOwnTargets + 1}`)
  if (await hasFewMatches(database, query, look)) {
    const matches = matchesSql(query, look, fewMatches + 1)
    const among = await idsOf(
      database,
      query,
      sql`SELECT x.id AS id FROM (${matches}) m JOIN ${table} ON x.id = m.id WHERE ${conditions} ${most}`,
    )
    return among.length > fewOwnTargets ? null : among
  }
  const all = await idsOf(database, query, sql`SELECT x.id AS id FROM ${table} WHERE ${conditions} ${most}`)
  if (all.length > fewOwnTargets) return null
  return idsOf(
    database,
    query,
    sql`SELECT x.id AS id FROM ${table} WHERE ${isOneOf(raw('x.id'), all)} AND ${targetProbeSql(query.scope, look.source, look.text)}`,
  )
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
