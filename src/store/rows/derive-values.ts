/**
 * Works a stored formula out anew for every row of its table, in SQL, and writes where the row says something else. Rows that agree are only
 * read; those that do not are locked first, so that a sum is taken of what has committed, and whoever adds to it adds to the new one.
 */
import type { ResourceModel } from '../../compile/model.js'
import { sameStored } from '../../compile/stored-row.js'
import type { Expression } from '../../expressions/tree.js'
import type { Database, Row, Sql, Transaction } from '../database.js'
import { constantSql } from '../sql/constants.js'
import { type Fragment, join, raw, sql } from '../sql/fragment.js'
import { valueSqlOf } from '../sql/sql-of.js'
import type { SqlScope } from '../sql/sql-scope.js'
import { idParameters } from './id-parameters.js'
import { lockRows } from './read-row.js'
import { type StoredField, storedValueOf } from './stored-values.js'

export interface ComputedField {
  /** Alias `t`; nobody's permissions. */
  readonly scope: SqlScope
  readonly field: StoredField & { readonly formula: Expression }
}

/** @returns how many of these rows were changed */
export async function deriveValues(database: Database, computed: ComputedField, ids: readonly string[]): Promise<number> {
  const different = await differing(database, computed, ids)
  if (different.length === 0) return 0
  return database.transaction(async (tx) => {
    await lockRows(
      tx,
      computed.scope.resource,
      different.map(({ id }) => id),
    )
    const now = await differing(
      tx,
      computed,
      different.map(({ id }) => id),
    )
    if (now.length > 0) await write(tx, computed, now)
    return now.length
  })
}

interface Difference {
  readonly id: string
  readonly value: string | boolean | null
}

/** Rows that hold something else than the formula gives. */
async function differing(database: Sql, { scope, field }: ComputedField, ids: readonly string[]): Promise<readonly Difference[]> {
  const column = raw(`t.${scope.dialect.quote(field.column)}`)
  const value = valueSqlOf(field.formula, scope)
  const statement = sql`SELECT t.id AS id, ${column} AS held, ${value} AS due FROM ${tableOf(scope.resource, database)} t WHERE t.id IN (${listOf(ids)})`
  const rows = await database.query(statement.sql, statement.parameters)
  return rows.flatMap((row) => differenceIn(field, row))
}

function differenceIn(field: StoredField, row: Row): readonly Difference[] {
  const [held, due] = [storedValueOf(field, row.held), storedValueOf(field, row.due)]
  return sameStored(held, due) ? [] : [{ id: String(row.id), value: due as Difference['value'] }]
}

async function write(tx: Transaction, { scope, field }: ComputedField, differences: readonly Difference[]): Promise<void> {
  const dialect = scope.dialect.name
  const cases = differences.map(
    ({ id, value }) => sql`WHEN ${constantSql(dialect, id, 'reference')} THEN ${constantSql(dialect, value, field.value)}`,
  )
  const column = raw(scope.dialect.quote(field.column))
  const rows = sql`id IN (${listOf(differences.map(({ id }) => id))})`
  const statement = sql`UPDATE ${tableOf(scope.resource, tx)} SET ${column} = CASE id ${join(cases, ' ')} END WHERE ${rows}`
  await tx.execute(statement.sql, statement.parameters)
}

const tableOf = ({ table }: ResourceModel, { dialect }: Pick<Sql, 'dialect'>): Fragment => raw(dialect.quote(table))

const listOf = (ids: readonly string[]): Fragment => ({ sql: ids.map(() => '?').join(', '), parameters: idParameters(ids) })
