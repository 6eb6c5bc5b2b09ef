/** Makes search terms and sort keys of a field for rows that have none, or other ones: of what was written while it was not searched. */
import type { ResourceModel } from '../../compile/model.js'
import type { Database, Row, Sql, Transaction } from '../database.js'
import { idParameters } from './id-parameters.js'
import { lockRows } from './read-row.js'
import { searchRowsFor, sortKeyOf } from './search-terms.js'
import { insertSearchRows } from './search-write.js'
import type { StoredField, storedRowOf } from './stored-values.js'
import { updateRecord } from './write-row.js'

export interface SearchedField {
  readonly resource: ResourceModel & { readonly searchTable: string }
  readonly field: StoredField
}

/** @returns how many of these rows were changed */
export async function deriveTerms(database: Database, searched: SearchedField, ids: readonly string[]): Promise<number> {
  const stale = await staleIn(database, searched, ids)
  if (stale.length === 0) return 0
  return database.transaction(async (tx) => {
    await lockRows(tx, searched.resource, stale)
    const now = await staleIn(tx, searched, stale)
    for (const row of await lockRows(tx, searched.resource, now)) await derive(tx, searched, row)
    return now.length
  })
}

/** A sort key is written with the terms, so it tells whether they are those of the text; where there is none, any term does. */
async function staleIn(database: Sql, { resource, field }: SearchedField, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const { quote } = database.dialect
  const hasKey = field.sortColumn !== null && field.sortColumn !== field.column
  const key = hasKey ? `t.${quote(field.sortColumn ?? '')}` : 'NULL'
  const term = `(SELECT 1 FROM ${quote(resource.searchTable)} s WHERE s.record_id = t.id AND s.${quote('field')} = ? LIMIT 1)`
  const rows = await database.query(
    `SELECT t.id AS id, t.${quote(field.column)} AS held, ${key} AS sort_key, ${term} AS term FROM ${quote(resource.table)} t WHERE t.id IN (${ids.map(() => '?').join(', ')})`,
    [field.name, ...idParameters(ids)],
  )
  return rows.flatMap((row) => (isStale(row, hasKey) ? [String(row.id)] : []))
}

function isStale({ held, sort_key: key, term }: Row, hasKey: boolean): boolean {
  if (held === null || held === undefined) return term !== null
  return (hasKey && key !== sortKeyOf(String(held))) || (term === null && String(held).trim() !== '')
}

async function derive(tx: Transaction, { resource, field }: SearchedField, row: ReturnType<typeof storedRowOf>): Promise<void> {
  const { quote } = tx.dialect
  await updateRecord(tx, resource, row.id, { [field.name]: row[field.name] ?? null })
  const remove = `DELETE FROM ${quote(resource.searchTable)} WHERE record_id = ? AND ${quote('field')} = ?`
  await tx.send(remove, [...idParameters([row.id]), field.name])
  const terms = searchRowsFor(resource, row.id, row).filter((term) => term.field === field.name)
  await insertSearchRows(tx, resource, terms)
}
