import type { StoredRow } from '../compile/stored-row.js'
import type { Decimal } from '../kernel/decimal.js'
import { lockRows } from '../store/rows/read-row.js'
import { insertRecords, updateRecord } from '../store/rows/write-row.js'
import { amountOf, type Book, columnOf, keyOf, resourceOf, stamped } from './balances.js'
import { stored } from './demand.js'
import type { Touched } from './posted.js'

/** Live reservations of these lines, locked, in the order of their ids. */
export async function lockReservations(book: Book, sources: readonly string[]): Promise<readonly StoredRow[]> {
  if (sources.length === 0) return []
  const reservations = resourceOf(book, 'reservations')
  const heldFor = columnOf(book, reservations, book.ledger.heldFor)
  const marks = sources.map(() => '?').join(', ')
  const sql = `SELECT id FROM ${book.tx.dialect.quote(reservations.table)} WHERE ${heldFor} IN (${marks}) ORDER BY id`
  const found = await book.tx.query<{ id: string }>(sql, [...sources])
  return lockRows(
    book.tx,
    reservations,
    found.map((row) => row.id),
  )
}

export const balanceKeyOf = (book: Book, row: StoredRow): string =>
  keyOf(String(row[book.ledger.dimensions.item]), String(row[book.ledger.dimensions.place]))

/** What is to be held for a line, of what, where. */
export interface Hold {
  readonly source: string
  readonly item: string
  readonly place: string
  readonly quantity: Decimal
}

/** Holds more for a line: into the reservation it has, or a new one. */
export async function hold(book: Book, existing: readonly StoredRow[], holds: readonly Hold[]): Promise<readonly Touched[]> {
  const byLine = new Map(existing.map((row) => [`${String(row[book.ledger.heldFor])}@${balanceKeyOf(book, row)}`, row]))
  const touched: Touched[] = []
  for (const one of holds) {
    const row = byLine.get(`${one.source}@${keyOf(one.item, one.place)}`)
    touched.push(row === undefined ? newHold(book, one) : await changeHold(book, row, amountOf(row, 'quantity').plus(one.quantity)))
  }
  const fresh = touched.filter((one) => one.before === null)
  await insertRecords(
    book.tx,
    resourceOf(book, 'reservations'),
    fresh.map((one) => one.after),
  )
  return touched
}

function newHold(book: Book, one: Hold): Touched {
  const { item, place } = book.ledger.dimensions
  const after = {
    ...stamped(book),
    [item]: one.item,
    [place]: one.place,
    [book.ledger.heldFor]: one.source,
    quantity: stored(one.quantity),
  }
  return { resource: book.ledger.reservations, before: null, after }
}

/** Sets what a reservation still holds; the row stays, at zero, as a trace. */
export async function changeHold(book: Book, row: StoredRow, quantity: Decimal): Promise<Touched> {
  const after = { ...row, quantity: stored(quantity), updatedAt: book.at }
  await updateRecord(book.tx, resourceOf(book, 'reservations'), row.id, { quantity: after.quantity, updatedAt: book.at })
  return { resource: book.ledger.reservations, before: row, after }
}
