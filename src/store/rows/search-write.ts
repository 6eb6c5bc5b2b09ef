/** Keeps a search table in step with its records, inside the transaction that changes them. */
import type { ResourceModel } from '../../compile/model.js'
import type { Sql, Transaction } from '../database.js'
import { parameterFor } from '../parameters.js'
import { idParameters } from './id-parameters.js'
import { ordinalField, ordinalOf, type SearchRow, searchableFields, searchRowsFor } from './search-terms.js'

type Values = Readonly<Record<string, unknown>>

/** Terms a statement carries at most. */
const batch = 500

/** For a new record. */
export async function writeSearchTerms(tx: Transaction, resource: ResourceModel, id: string, values: Values): Promise<void> {
  await insertSearchRows(tx, resource, searchRowsFor(resource, id, values))
}

/** For a changed record: `values` names what it holds now, `before` all it held; only what differs is touched. */
export async function replaceSearchTerms(tx: Transaction, resource: ResourceModel, change: SearchChange): Promise<void> {
  if (resource.searchTable === null) return
  const { id, before, values } = change
  const changed = searchableFields(resource).filter((field) => differs(change, field))
  const now = { ...before, ...values }
  if (changed.length > 0) {
    await removeTermsOf(tx, tableOf(resource), { id, fields: changed })
    await insertSearchRows(
      tx,
      resource,
      searchRowsFor(resource, id, now).filter((row) => changed.includes(row.field)),
    )
  }
  if (differs(change, ordinalField(resource) ?? '')) await moveTerms(tx, tableOf(resource), { id, ordinal: ordinalOf(resource, now) })
}

export interface SearchChange {
  readonly id: string
  readonly before: Values
  readonly values: Values
}

function differs({ before, values }: SearchChange, field: string): boolean {
  return field in values && (values[field] ?? null) !== (before[field] ?? null)
}

async function removeTermsOf(
  tx: Transaction,
  table: string,
  of: { readonly id: string; readonly fields: readonly string[] },
): Promise<void> {
  const fields = of.fields.map(() => '?').join(', ')
  await tx.send(`DELETE FROM ${tx.dialect.quote(table)} WHERE record_id = ? AND ${tx.dialect.quote('field')} IN (${fields})`, [
    ...idParameters([of.id]),
    ...of.fields,
  ])
}

async function moveTerms(tx: Transaction, table: string, to: { readonly id: string; readonly ordinal: number | null }): Promise<void> {
  await tx.send(`UPDATE ${tx.dialect.quote(table)} SET ordinal = ? WHERE record_id = ?`, [to.ordinal, ...idParameters([to.id])])
}

/** For records that are no more. */
export async function removeSearchTerms(tx: Transaction, resource: ResourceModel, ids: readonly string[]): Promise<void> {
  if (resource.searchTable === null || ids.length === 0) return
  await tx.send(
    `DELETE FROM ${tx.dialect.quote(resource.searchTable)} WHERE record_id IN (${ids.map(() => '?').join(', ')})`,
    idParameters(ids),
  )
}

/** Many records' rows at once; the caller sorts them by term when there are very many. */
export async function insertSearchRows(sql: Sql, resource: ResourceModel, rows: readonly SearchRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += batch) await insertBatch(sql, tableOf(resource), rows.slice(start, start + batch))
}

async function insertBatch(sql: Sql, table: string, rows: readonly SearchRow[]): Promise<void> {
  const { dialect } = sql
  const statement = `INSERT INTO ${dialect.quote(table)} (term, record_id, ${dialect.quote('field')}, is_start, is_spoken, ordinal) VALUES ${rows.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`
  await sql.send(
    statement,
    rows.flatMap((row) => [
      parameterFor('text', row.term),
      parameterFor('id', row.recordId),
      row.field,
      row.isStart,
      row.isSpoken,
      row.ordinal,
    ]),
  )
}

function tableOf(resource: ResourceModel): string {
  if (resource.searchTable === null) throw new Error(`${resource.name} has no search table`)
  return resource.searchTable
}
