/** Whether what a formula gives would fit the column it is kept in: asked before anybody is promised the values. */
import type { Sql } from '../database.js'
import { type Fragment, raw, sql } from '../sql/fragment.js'
import { valueSqlOf } from '../sql/sql-of.js'
import type { ComputedField } from './derive-values.js'
import { idParameters } from './id-parameters.js'

/** Does any of these rows come to a number with more digits, or a text with more characters, than there is room for? */
export async function isAnyTooLarge(database: Sql, { scope, field }: ComputedField, ids: readonly string[]): Promise<boolean> {
  const tooLarge = tooLargeSql({ scope, field })
  if (tooLarge === undefined || ids.length === 0) return false
  const table = raw(database.dialect.quote(scope.resource.table))
  const those: Fragment = { sql: ids.map(() => '?').join(', '), parameters: idParameters(ids) }
  const statement = sql`SELECT 1 FROM ${table} t WHERE t.id IN (${those}) AND ${tooLarge} LIMIT 1`
  try {
    return (await database.query(statement.sql, statement.parameters)).length > 0
  } catch (error) {
    // More than the server can even count with.
    if (database.dialect.isOutOfRange(error)) return true
    throw error
  }
}

/** A literal number is exact in both dialects; as a parameter it would be cast, and a wide one cut. */
function tooLargeSql({ scope, field }: ComputedField): Fragment | undefined {
  const value = valueSqlOf(field.formula, scope)
  if (field.value === 'decimal') {
    const scale = field.scale ?? 0
    const least = `1${'0'.repeat((field.precision ?? 18) - scale)}`
    return sql`ABS(ROUND(${value}, ${String(scale)})) >= ${raw(least)}`
  }
  return field.value === 'text' && field.length !== null ? sql`CHAR_LENGTH(${value}) > ${raw(String(field.length))}` : undefined
}
