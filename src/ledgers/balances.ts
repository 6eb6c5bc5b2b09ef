/**
 * Books of quantities: entries are appended and never edited, balances are caches of them, reservations say for which line something is held.
 * Called by `records/` inside its transaction. May import `store/`, `workflow/` and below.
 *
 * Never read-then-write: a full reservation is one conditional UPDATE over all balances, in the order of their ids; where amounts depend on
 * what is there, the rows are locked first. A row is waited for, never skipped.
 */

import type { Model, ResourceModel } from '../compile/model.js'
import type { StoredRow } from '../compile/stored-row.js'
import type { Ledger } from '../define/ledger.js'
import { type Decimal, decimalOf } from '../kernel/decimal.js'
import type { Ids } from '../kernel/ids.js'
import type { Transaction } from '../store/database.js'
import { lockRows } from '../store/rows/read-row.js'
import { insertMissing } from '../store/rows/write-row.js'

export interface Book {
  readonly model: Model
  readonly ledger: Ledger
  readonly tx: Transaction
  readonly ids: Ids
  /** ISO instant of the posting. */
  readonly at: string
  /** User the rows are stamped with; null for the platform. */
  readonly by: string | null
}

/** A balance and what a posting asks of it. */
export interface Demand {
  readonly key: string
  readonly item: string
  readonly place: string
}

export const keyOf = (item: string, place: string): string => `${item}/${place}`

export function resourceOf(book: Book, part: 'entries' | 'reservations' | 'balances'): ResourceModel {
  const resource = book.model.resources[book.ledger[part]]
  if (resource === undefined) throw new Error(`ledger ${book.ledger.name} names no ${part}`)
  return resource
}

/** Column of a field, quoted for SQL. */
export function columnOf(book: Book, resource: ResourceModel, field: string): string {
  const column = resource.fields[field]?.column
  if (column === undefined || column === null) throw new Error(`${resource.name}.${field} is not stored`)
  return book.tx.dialect.quote(column)
}

/** Makes sure each balance exists and gives its id by key, in the order in which balances are locked. */
export async function balanceIds(book: Book, demands: readonly Demand[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Map(demands.map((demand) => [demand.key, demand])).values()]
  const known = await findBalances(book, wanted)
  const missing = wanted.filter((demand) => !known.has(demand.key))
  if (missing.length > 0) await openBalances(book, missing)
  const all = missing.length > 0 ? await findBalances(book, wanted) : known
  return new Map([...all].sort(([, a], [, b]) => (BigInt(a) < BigInt(b) ? -1 : 1)))
}

async function findBalances(book: Book, wanted: readonly Demand[]): Promise<Map<string, string>> {
  const balances = resourceOf(book, 'balances')
  const item = columnOf(book, balances, book.ledger.dimensions.item)
  const place = columnOf(book, balances, book.ledger.dimensions.place)
  const pairs = wanted.map(() => `(${item} = ? AND ${place} = ?)`).join(' OR ')
  const sql = `SELECT id, ${item} AS item, ${place} AS place FROM ${book.tx.dialect.quote(balances.table)} WHERE ${pairs}`
  const rows = await book.tx.query<{ id: string; item: string; place: string }>(
    sql,
    wanted.flatMap((demand) => [demand.item, demand.place]),
  )
  return new Map(rows.map((row) => [keyOf(row.item, row.place), row.id]))
}

/** Two transactions may open the same balance at once: the unique key keeps one, the other waits for it and leaves it alone. */
async function openBalances(book: Book, missing: readonly Demand[]): Promise<void> {
  const balances = resourceOf(book, 'balances')
  const { item, place } = book.ledger.dimensions
  const sorted = [...missing].sort((a, b) => (a.key < b.key ? -1 : 1))
  const zero = Object.fromEntries(
    ['onHand', 'reserved', 'incoming', 'free', 'averageCost'].filter((name) => balances.fields[name]?.column).map((name) => [name, '0']),
  )
  const rows = sorted.map((demand) => ({ ...stamped(book), ...zero, [item]: demand.item, [place]: demand.place }))
  await insertMissing(book.tx, balances, rows, [item, place])
}

/** The implicit fields of a row the ledger writes. */
export function stamped(book: Book): Record<string, string> & { id: string } {
  const by = book.by === null ? {} : { createdBy: book.by, updatedBy: book.by }
  return { id: book.ids(), version: '1', createdAt: book.at, updatedAt: book.at, ...by }
}

export async function lockBalances(book: Book, ids: readonly string[]): Promise<ReadonlyMap<string, StoredRow>> {
  const rows = await lockRows(book.tx, resourceOf(book, 'balances'), ids)
  return new Map(rows.map((row) => [row.id, row]))
}

export const amountOf = (row: StoredRow | undefined, field: string): Decimal =>
  decimalOf(typeof row?.[field] === 'string' ? (row[field] as string) : '0')
