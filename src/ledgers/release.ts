import { Decimal } from '../kernel/decimal.js'
import type { PostingRequest } from '../workflow/posting.js'
import { amountOf, type Book, balanceIds, keyOf } from './balances.js'
import type { Posted, Source, Touched } from './posted.js'
import { balanceKeyOf, changeHold, lockReservations } from './reservations.js'
import { type Shift, shiftAtOnce, touchedBalances } from './shift.js'

/** Gives back everything that is still held for the lines. */
export async function release(book: Book, _source: Source, request: PostingRequest): Promise<Posted> {
  const sources = [...new Set(request.lines.map((line) => line.source ?? line.lineId))]
  const live = (await lockReservations(book, sources)).filter((row) => amountOf(row, 'quantity').greaterThan(0))
  if (live.length === 0) return { touched: [], freed: [], balances: [] }
  const { item, place } = book.ledger.dimensions
  const places = live.map((row) => ({ key: balanceKeyOf(book, row), item: String(row[item]), place: String(row[place]) }))
  const ids = await balanceIds(book, places)
  const touched: Touched[] = []
  for (const row of live) touched.push(await changeHold(book, row, new Decimal(0)))
  const shifts = new Map(
    [...ids].map(([key, id]) => [id, { reserved: held(live, (row) => balanceKeyOf(book, row) === key).negated() } satisfies Shift]),
  )
  await shiftAtOnce(book, shifts)
  const freed = [...new Map(places.map((one) => [keyOf(one.item, one.place), { item: one.item, place: one.place }])).values()]
  return { touched: [...touched, ...(await touchedBalances(book, shifts))], freed, balances: [...shifts.keys()] }
}

function held<Row extends Parameters<typeof amountOf>[0]>(rows: readonly Row[], belongs: (row: Row) => boolean): Decimal {
  return rows.filter(belongs).reduce((sum, row) => sum.plus(amountOf(row, 'quantity')), new Decimal(0))
}
