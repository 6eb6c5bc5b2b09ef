// A planted fault, put in the place of src/ledgers/shift.ts: it looks first and writes afterwards what it has worked out, as one must not.

import { amountOf, type Book, columnOf, lockBalances, resourceOf } from '../../src/ledgers/balances.js'
import { stored } from '../../src/ledgers/demand.js'
import type { Touched } from '../../src/ledgers/posted.js'
import type { Shift } from '../../src/ledgers/shift.js'
import type { Row } from '../../src/store/database.js'

export async function shiftAtOnce(book: Book, shifts: ReadonlyMap<string, Shift>): Promise<number> {
  const balances = resourceOf(book, 'balances')
  const table = book.tx.dialect.quote(balances.table)
  const [onHand, reserved] = ['onHand', 'reserved'].map((name) => columnOf(book, balances, name))
  let changed = 0
  for (const [id, shift] of shifts) {
    const [row] = await book.tx.query<Row>(`SELECT id, ${onHand} AS hand, ${reserved} AS held FROM ${table} WHERE id = ?`, [id])
    const seen = { id, version: '1', createdAt: '', updatedAt: '', hand: String(row?.hand), held: String(row?.held) }
    const hand = amountOf(seen, 'hand').plus(shift.onHand ?? 0)
    const held = amountOf(seen, 'held').plus(shift.reserved ?? 0)
    if (held.lessThan(0) || held.greaterThan(hand)) continue
    // The moment between the two, long enough for somebody else on any machine.
    await new Promise((resolve) => setTimeout(resolve, 10))
    const sql = `UPDATE ${table} SET ${onHand} = ?, ${reserved} = ?, updated_at = ? WHERE id = ?`
    changed += await book.tx.execute(sql, [stored(hand), stored(held), book.at, id])
  }
  return changed
}

export async function touchedBalances(book: Book, shifts: ReadonlyMap<string, Shift>): Promise<readonly Touched[]> {
  const rows = await lockBalances(book, [...shifts.keys()])
  return [...rows.values()].map((after) => ({ resource: book.ledger.balances, before: after, after }))
}
