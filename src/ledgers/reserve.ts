import type { StoredRow } from '../compile/stored-row.js'
import { Decimal } from '../kernel/decimal.js'
import type { PostingLine, PostingRequest } from '../workflow/posting.js'
import { amountOf, type Book, balanceIds, keyOf, lockBalances } from './balances.js'
import { freeOf, type Sum, shortage, shortfallOf, sumByBalance } from './demand.js'
import type { Posted, Source } from './posted.js'
import { type Hold, hold, lockReservations } from './reservations.js'
import { type Shift, shiftAtOnce, touchedBalances } from './shift.js'

/** Holds stock for lines: all of it or none (`refuse`), or what there is, first line first (`backorder`). */
export async function reserve(book: Book, _source: Source, request: PostingRequest): Promise<Posted> {
  const sums = sumByBalance(request.lines)
  const existing = await lockReservations(book, sourcesOf(request.lines))
  const ids = await balanceIds(book, sums)
  const holds = request.shortage === 'backorder' ? await holdWhatThereIs(book, ids, request.lines) : request.lines.map(wholeOf)
  const held = await hold(book, existing, holds)
  const shifts = shiftsOf(ids, holds)
  if (shifts.size > 0 && (await shiftAtOnce(book, shifts)) < shifts.size) throw await shortageOf(book, ids, sums)
  return { touched: [...held, ...(await touchedBalances(book, shifts))], freed: [], balances: [...shifts.keys()] }
}

const sourcesOf = (lines: readonly PostingLine[]): readonly string[] => [...new Set(lines.map((line) => line.source ?? line.lineId))]

const wholeOf = (line: PostingLine): Hold => ({
  source: line.source ?? line.lineId,
  item: line.item,
  place: line.place,
  quantity: line.quantity,
})

/** What each line gets depends on what is there, so the balances are locked before they are read. */
async function holdWhatThereIs(book: Book, ids: ReadonlyMap<string, string>, lines: readonly PostingLine[]): Promise<readonly Hold[]> {
  const rows = await lockBalances(book, [...ids.values()])
  const left = new Map([...ids].map(([key, id]) => [key, Decimal.max(0, freeOf(rows.get(id)))]))
  return lines.flatMap((line) => {
    const key = keyOf(line.item, line.place)
    const free = left.get(key) ?? new Decimal(0)
    const quantity = Decimal.min(free, line.quantity)
    left.set(key, free.minus(quantity))
    return quantity.greaterThan(0) ? [{ ...wholeOf(line), quantity }] : []
  })
}

function shiftsOf(ids: ReadonlyMap<string, string>, holds: readonly Hold[]): ReadonlyMap<string, Shift> {
  const sums = new Map<string, Decimal>()
  for (const one of holds) {
    const key = keyOf(one.item, one.place)
    sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(one.quantity))
  }
  return new Map([...ids].flatMap(([key, id]) => (sums.has(key) ? [[id, { reserved: sums.get(key) ?? new Decimal(0) }]] : [])))
}

/** Tells what was there before the refused update; the whole transaction is given up with it. */
async function shortageOf(book: Book, ids: ReadonlyMap<string, string>, sums: readonly Sum[]): Promise<Error> {
  const rows = await lockBalances(book, [...ids.values()])
  const before = new Map(sums.map((sum) => [sum.key, undone(book, rows.get(ids.get(sum.key) ?? ''), sum)]))
  const short = sums.filter((sum) => freeOf(before.get(sum.key)).lessThan(sum.quantity))
  return shortage(short.map((sum) => shortfallOf(sum, before.get(sum.key))))
}

/** A row the refused update did change bears its instant. */
function undone(book: Book, row: StoredRow | undefined, sum: Sum): StoredRow | undefined {
  if (row === undefined || row.updatedAt !== book.at) return row
  return { ...row, reserved: amountOf(row, 'reserved').minus(sum.quantity).toString() }
}
