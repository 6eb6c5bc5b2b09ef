/** Going on after a row, by its sort values: costs the same on page 1 and on page 40,000. Both dialects put nulls first ascending, last descending. */
import type { Dialect } from '../dialect.js'
import { constantSql } from '../sql/constants.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import type { OrderTerm } from './order-term.js'

/** Sort values of one row, one a term, the id last. */
export type Keys = readonly (string | boolean | null)[]

/** Rows that come after the one with these sort values. */
export function afterSql(dialect: Dialect, order: readonly OrderTerm[], keys: Keys): Fragment {
  const options = order.map((term, index) => {
    const before = order.slice(0, index).map((one, at) => sameSql(dialect, one, keys[at] ?? null))
    return sql`(${join([...before, beyondSql(dialect, term, keys[index] ?? null)], ' AND ')})`
  })
  return sql`(${join(options, ' OR ')})`
}

function sameSql(dialect: Dialect, term: OrderTerm, key: Keys[number]): Fragment {
  return key === null ? sql`${term.value} IS NULL` : sql`${term.value} = ${constantSql(dialect.name, key, term.type)}`
}

function beyondSql(dialect: Dialect, term: OrderTerm, key: Keys[number]): Fragment {
  if (key === null) return term.descending ? raw('FALSE') : sql`${term.value} IS NOT NULL`
  const value = constantSql(dialect.name, key, term.type)
  if (!term.descending) return sql`${term.value} > ${value}`
  return term.nullable ? sql`(${term.value} < ${value} OR ${term.value} IS NULL)` : sql`${term.value} < ${value}`
}

/** `ORDER BY` of the terms, or of the columns `k0, k1 …` that an inner query gave them. */
export function orderSql(dialect: Dialect, order: readonly OrderTerm[], by: 'value' | 'key' = 'value'): Fragment {
  const terms = order.map((term, index) => {
    const value = by === 'value' ? term.value : raw(`k${index}`)
    return { sql: dialect.orderBy(value.sql, term.descending), parameters: value.parameters }
  })
  return sql`ORDER BY ${join(terms, ', ')}`
}
