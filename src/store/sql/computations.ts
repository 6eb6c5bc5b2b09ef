/** Arithmetic that comes out alike in both dialects and in memory. */
import { farthestDays } from '../../expressions/arithmetic.js'
import { divisionScale } from '../../expressions/tree.js'
import type { DialectName } from '../dialect.js'
import { type Fragment, join, sql } from './fragment.js'

/** Thirty digits behind the point while dividing, then one rounding half-up; nothing by zero is absent. */
export function quotient(dialect: DialectName, dividend: Fragment, divisor: Fragment): Fragment {
  const wide = dialect === 'mysql' ? 'DECIMAL(65,30)' : 'NUMERIC(1000,30)'
  return sql`ROUND(CAST(${dividend} AS ${wide}) / NULLIF(${divisor}, 0), ${String(divisionScale)})`
}

/** Absent ones are ignored: PostgreSQL does so by itself, in MySQL another present one stands in for each. */
export function extreme(dialect: DialectName, op: 'least' | 'greatest', operands: readonly Fragment[]): Fragment {
  const name = op.toUpperCase()
  if (operands.length === 1) return operands[0] ?? sql`NULL`
  if (dialect === 'postgres') return sql`${name}(${join(operands, ', ')})`
  const present = operands.map((operand, index) => sql`COALESCE(${join([operand, ...operands.toSpliced(index, 1)], ', ')})`)
  return sql`${name}(${join(present, ', ')})`
}

/** Days are rounded half-up and kept within `farthestDays`. PostgreSQL's LEAST would turn absent days into a number, hence the inner query. */
export function dayAfter(dialect: DialectName, day: Fragment, days: Fragment): Fragment {
  const limit = String(farthestDays)
  if (dialect === 'mysql') return sql`DATE_ADD(${day}, INTERVAL CAST(ROUND(LEAST(GREATEST(${days}, -${limit}), ${limit})) AS SIGNED) DAY)`
  const moved = sql`${day} + CAST(ROUND(LEAST(GREATEST(q.n, -${limit}), ${limit})) AS INTEGER)`
  return sql`(SELECT ${moved} FROM (SELECT ${days} AS n) q WHERE q.n IS NOT NULL)`
}

export function daysFrom(dialect: DialectName, from: Fragment, until: Fragment): Fragment {
  return dialect === 'mysql' ? sql`DATEDIFF(${until}, ${from})` : sql`CAST((${until} - ${from}) AS NUMERIC)`
}

/** Does a stored list hold the text? Unknown when there is no list. */
export function listHolds(dialect: DialectName, list: Fragment, text: Fragment): Fragment {
  return dialect === 'mysql' ? sql`(JSON_CONTAINS(${list}, JSON_QUOTE(${text})) = 1)` : sql`(CAST(${list} AS JSONB) @> TO_JSONB(${text}))`
}

export function listIsEmpty(dialect: DialectName, list: Fragment): Fragment {
  const length = dialect === 'mysql' ? sql`JSON_LENGTH(${list})` : sql`JSONB_ARRAY_LENGTH(CAST(${list} AS JSONB))`
  return sql`(COALESCE(${length}, 0) = 0)`
}
