/**
 * A page far on in a list of several branches: the days tell how many rows come before it, so only the rows of its own days are sorted.
 * Merging 50,000 rows of each branch to throw all but 25 away takes four times as long.
 */
import type { Sql } from '../database.js'
import { constantSql } from '../sql/constants.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { isBestWalked } from './best-walked.js'
import { orderSql } from './keyset.js'
import { anyBranch, apart, conditionOf, type FoundRow, keysSql, type RowQuery, rowsBy, run, type Slice, tableOf } from './row-query.js'

/** Skipped rows from which it is worth asking the days. */
const deep = 1_000

/** Null where the page is not deep, or the list not ordered by a day first. */
export async function deepRows(database: Sql, query: RowQuery, slice: Slice): Promise<readonly FoundRow[] | null> {
  const [first] = query.order
  if (slice.offset < deep || slice.after !== null || first?.type !== 'date' || !isBestWalked(query)) return null
  const spot = spotIn(await daysOf(database, query, first), first.descending, slice)
  return spot === null ? [] : rowsOn(database, query, spot)
}

/** How many rows each day has; null: those without one. */
type Days = ReadonlyMap<string | null, number>

async function daysOf(database: Sql, query: RowQuery, first: RowQuery['order'][number]): Promise<Days> {
  const days = new Map<string | null, number>()
  // Side by side: each goes through its own index.
  const counted = await Promise.all(
    apart(query).map((part) => daysIn(database, { ...query, also: part.also }, { branch: part.branch, first })),
  )
  for (const row of counted.flat()) {
    const day = row.day === null ? null : String(row.day)
    days.set(day, (days.get(day) ?? 0) + Number(row.n))
  }
  return days
}

interface Part {
  readonly branch: RowQuery['branches'][number]
  readonly first: RowQuery['order'][number]
}

function daysIn(database: Sql, query: RowQuery, { branch, first }: Part): ReturnType<typeof run> {
  const rows = sql`FROM ${tableOf(query)} WHERE ${conditionOf(query, branch)}`
  return run(database, query, sql`SELECT ${first.value} AS day, COUNT(*) AS n ${rows} GROUP BY ${first.value}`)
}

interface Spot {
  readonly days: readonly (string | null)[]
  /** Of the first of these days, and those after it. */
  readonly offset: number
  readonly limit: number
}

/** On which days the page lies; null behind the last one. */
function spotIn(days: Days, descending: boolean, { offset, limit }: Slice): Spot | null {
  const ordered = [...days.keys()].sort((one, other) => (one ?? '').localeCompare(other ?? ''))
  let before = 0
  const here: (string | null)[] = []
  let skipped = 0
  for (const day of descending ? ordered.reverse() : ordered) {
    const until = before + (days.get(day) ?? 0)
    if (until <= offset) skipped = until
    else if (before < offset + limit) here.push(day)
    before = until
  }
  return here.length === 0 ? null : { days: here, offset: offset - skipped, limit }
}

function rowsOn(database: Sql, query: RowQuery, { days, offset, limit }: Spot): Promise<readonly FoundRow[]> {
  const { dialect } = query.scope
  const place = raw(`LIMIT ${limit} OFFSET ${offset}`)
  const belongs = sql`${onDays(query, days)} AND ${anyBranch(query)} IS TRUE`
  const keys = sql`SELECT ${keysSql(query)} FROM ${tableOf(query)} WHERE ${belongs} ${orderSql(dialect, query.order)} ${place}`
  return rowsBy(database, query, keys)
}

function onDays({ scope, order }: RowQuery, days: readonly (string | null)[]): Fragment {
  const value = order[0]?.value ?? raw('NULL')
  const dated = days.flatMap((day) => (day === null ? [] : [constantSql(scope.dialect.name, day, 'date')]))
  const known = dated.length === 0 ? raw('FALSE') : sql`${value} IN (${join(dated, ', ')})`
  return days.includes(null) ? sql`(${known} OR ${value} IS NULL)` : known
}
