import type { StoredRow } from '../compile/stored-row.js'
import { Decimal } from '../kernel/decimal.js'
import { amountOf, type Book, columnOf, lockBalances, resourceOf } from './balances.js'
import { stored } from './demand.js'
import type { Touched } from './posted.js'

/** Signed changes of one balance. */
export interface Shift {
  readonly onHand?: Decimal
  readonly reserved?: Decimal
  readonly averageCost?: Decimal
}

const zero = new Decimal(0)

/**
 * One statement over all balances: each is changed only if what stays is sound (`0 ≤ reserved ≤ on hand`).
 * @param shifts  by balance id, in the order balances are locked
 * @returns how many were changed; fewer than asked means one had not enough, and the caller must give up the transaction
 */
export async function shiftAtOnce(book: Book, shifts: ReadonlyMap<string, Shift>): Promise<number> {
  const balances = resourceOf(book, 'balances')
  const [onHand, reserved, at, by] = ['onHand', 'reserved', 'updatedAt', 'updatedBy'].map((name) => columnOf(book, balances, name)) as [
    string,
    string,
    string,
    string,
  ]
  const hand = caseOf(shifts, (shift) => shift.onHand ?? zero)
  const held = caseOf(shifts, (shift) => shift.reserved ?? zero)
  const ids = [...shifts.keys()]
  // Conditions come first and read the old values; in SET, PostgreSQL reads old values and MySQL what was just assigned, so each column is assigned from itself alone.
  const sql = `UPDATE ${book.tx.dialect.quote(balances.table)} SET ${onHand} = ${onHand} + ${hand.sql}, ${reserved} = ${reserved} + ${held.sql}, ${at} = ?, ${by} = ?
    WHERE id IN (${ids.map(() => '?').join(', ')}) AND ${reserved} + ${held.sql} >= 0 AND ${onHand} + ${hand.sql} - ${reserved} - ${held.sql} >= 0`
  const parameters = [
    ...hand.parameters,
    ...held.parameters,
    book.at,
    book.by,
    ...ids,
    ...held.parameters,
    ...hand.parameters,
    ...held.parameters,
  ]
  return book.tx.execute(sql, parameters)
}

function caseOf(shifts: ReadonlyMap<string, Shift>, amount: (shift: Shift) => Decimal): { sql: string; parameters: readonly string[] } {
  const arms = [...shifts].map(([id, shift]) => [id, stored(amount(shift))] as const)
  return { sql: `(CASE id ${arms.map(() => 'WHEN ? THEN CAST(? AS DECIMAL(18,6))').join(' ')} ELSE 0 END)`, parameters: arms.flat() }
}

/** The balances as they are now, and as they were before these shifts. They are locked by the update that came first. */
export async function touchedBalances(book: Book, shifts: ReadonlyMap<string, Shift>): Promise<readonly Touched[]> {
  const rows = await lockBalances(book, [...shifts.keys()])
  return [...rows.values()].map((after) => ({ resource: book.ledger.balances, before: unshifted(after, shifts.get(after.id)), after }))
}

function unshifted(row: StoredRow, shift: Shift | undefined): StoredRow {
  const onHand = amountOf(row, 'onHand').minus(shift?.onHand ?? zero)
  const reserved = amountOf(row, 'reserved').minus(shift?.reserved ?? zero)
  return { ...row, onHand: stored(onHand), reserved: stored(reserved) }
}
