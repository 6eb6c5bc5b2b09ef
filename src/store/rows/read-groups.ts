/** Rows counted and summed by groups, in one statement. */
import type { Row, Sql } from '../database.js'
import type { DialectName } from '../dialect.js'
import { type Fragment, join, parameter, raw, sql } from '../sql/fragment.js'
import { allIdsSql, anyBranch, type RowSet, run, tableOf } from './row-query.js'

export interface GroupQuery {
  readonly rows: RowSet
  readonly groups: readonly Fragment[]
  readonly measures: readonly { readonly fn: 'count' | 'sum' | 'min' | 'max'; readonly value: Fragment | null }[]
  readonly limit: number
}

/** Columns `g0 …` and `m0 …`; in the order of the groups. */
export async function readGroups(database: Sql, query: GroupQuery): Promise<readonly Row[]> {
  const { rows, groups, measures, limit } = query
  const { dialect } = rows.scope
  const cells = [
    ...groups.map((group, index) => sql`${group} AS ${raw(`g${index}`)}`),
    ...measures.flatMap(({ value }, index) => valueCell(value, index)),
  ]
  const named = groups.map((_, index) => `g${index}`)
  const measured = measures.map(({ fn, value }, index) => `${value === null ? 'COUNT(*)' : `${fn.toUpperCase()}(v${index})`} AS m${index}`)
  const tail = named.length === 0 ? '' : ` GROUP BY ${named.join(', ')} ORDER BY ${named.map((name) => dialect.orderBy(name)).join(', ')}`
  const inner = sql`SELECT ${cells.length === 0 ? raw('1 AS one') : join(cells, ', ')} ${fromRows(rows)}`
  return run(
    database,
    rows,
    sql`SELECT ${raw([...named, ...measured].join(', '))} FROM (${inner}) r${raw(tail)} LIMIT ${raw(String(limit))}`,
  )
}

function valueCell(value: Fragment | null, index: number): readonly Fragment[] {
  return value === null ? [] : [sql`${value} AS ${raw(`v${index}`)}`]
}

/** Several branches: their ids first, each once, from their own indexes. */
function fromRows(rows: GroupQuery['rows']): Fragment {
  if (rows.branches.length <= 1) return sql`FROM ${tableOf(rows)} WHERE ${anyBranch(rows)}`
  return sql`FROM (${allIdsSql(rows)}) b JOIN ${tableOf(rows)} ON t.id = b.id`
}

export type Grain = 'day' | 'month' | 'year'

const mysqlFormats = { day: '%Y-%m-%d', month: '%Y-%m', year: '%Y' } as const
const postgresFormats = { day: 'YYYY-MM-DD', month: 'YYYY-MM', year: 'YYYY' } as const

/** `2026-11-22`, `2026-11` or `2026` of a date; of an instant, in the company's zone. */
export function grainSql(dialect: DialectName, value: Fragment, grain: Grain, zone: Zone | null): Fragment {
  if (dialect === 'mysql') return sql`DATE_FORMAT(${zone === null ? value : mysqlLocal(value, zone)}, ${raw(`'${mysqlFormats[grain]}'`)})`
  const local = zone === null ? value : sql`(${value} AT TIME ZONE CAST(${parameter(zone.name)} AS TEXT))`
  return sql`to_char(${local}, ${raw(`'${postgresFormats[grain]}'`)})`
}

export interface Zone {
  /** IANA. */
  readonly name: string
  /** `+08:00`, now: for servers that were given no time zone tables. */
  readonly offset: string
}

function mysqlLocal(value: Fragment, zone: Zone): Fragment {
  return sql`COALESCE(CONVERT_TZ(${value}, 'UTC', ${parameter(zone.name)}), CONVERT_TZ(${value}, '+00:00', ${parameter(zone.offset)}))`
}
