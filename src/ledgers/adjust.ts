import type { PostingLine, PostingRequest } from '../workflow/posting.js'
import { amountOf, type Book, balanceIds, keyOf, lockBalances } from './balances.js'
import { shortage, shortfallOf, sumByBalance } from './demand.js'
import { append } from './entries.js'
import type { Posted, Source } from './posted.js'
import { moveAverages } from './receive.js'
import { type Shift, shiftAtOnce, touchedBalances } from './shift.js'

/** Corrects what is on hand by a signed quantity. What is reserved for somebody cannot be corrected away. */
export async function adjust(book: Book, source: Source, request: PostingRequest): Promise<Posted> {
  const sums = sumByBalance(request.lines)
  const ids = await balanceIds(book, sums)
  const before = await lockBalances(book, [...ids.values()])
  const averageOf = (line: PostingLine) => amountOf(before.get(ids.get(keyOf(line.item, line.place)) ?? ''), 'averageCost')
  const costOf = (line: PostingLine) => (line.quantity.greaterThan(0) ? (line.unitCost ?? averageOf(line)) : averageOf(line))
  const booked = request.lines.map((line) => ({ line, quantity: line.quantity, unitCost: costOf(line) }))
  const appended = await append(book, source, { request, booked })
  await moveAverages(book, { ids, before, booked })
  const shifts = new Map(sums.map((sum) => [ids.get(sum.key) ?? '', { onHand: sum.quantity } satisfies Shift]))
  if ((await shiftAtOnce(book, shifts)) < shifts.size)
    throw shortage(sums.map((sum) => shortfallOf({ ...sum, quantity: sum.quantity.negated() }, before.get(ids.get(sum.key) ?? ''))))
  const freed = sums.filter((sum) => sum.quantity.greaterThan(0)).map((sum) => ({ item: sum.item, place: sum.place }))
  return { touched: [...appended, ...(await touchedBalances(book, shifts))], freed, balances: [...shifts.keys()] }
}
