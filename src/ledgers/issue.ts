import type { StoredRow } from '../compile/stored-row.js'
import { Decimal } from '../kernel/decimal.js'
import { BlockedError } from '../kernel/errors.js'
import type { PostingLine, PostingRequest } from '../workflow/posting.js'
import { amountOf, type Book, balanceIds, keyOf, lockBalances } from './balances.js'
import { plain, shortage, shortfallOf, sumByBalance } from './demand.js'
import { append } from './entries.js'
import type { Posted, Source, Touched } from './posted.js'
import { balanceKeyOf, changeHold, lockReservations } from './reservations.js'
import { type Shift, shiftAtOnce, touchedBalances } from './shift.js'

/** Takes stock out: from what is held for the line it ships, or, when it ships for nobody, from what is free. Leaves at the average cost. */
export async function issue(book: Book, source: Source, request: PostingRequest): Promise<Posted> {
  const reserved = request.lines.filter((line) => line.source !== null)
  const used = await drawDown(book, reserved)
  const sums = sumByBalance(request.lines)
  const ids = await balanceIds(book, sums)
  const before = await lockBalances(book, [...ids.values()])
  const costOf = (line: PostingLine) => amountOf(before.get(ids.get(keyOf(line.item, line.place)) ?? ''), 'averageCost')
  const booked = request.lines.map((line) => ({ line, quantity: line.quantity.negated(), unitCost: costOf(line) }))
  const appended = await append(book, source, { request, booked })
  const heldBy = new Map(sumByBalance(reserved).map((sum) => [sum.key, sum.quantity]))
  const shifts = new Map(
    sums.map((sum) => [
      ids.get(sum.key) ?? '',
      { onHand: sum.quantity.negated(), reserved: (heldBy.get(sum.key) ?? new Decimal(0)).negated() } satisfies Shift,
    ]),
  )
  if ((await shiftAtOnce(book, shifts)) < shifts.size)
    throw shortage(sums.map((sum) => shortfallOf(sum, before.get(ids.get(sum.key) ?? ''))))
  return { touched: [...used, ...appended, ...(await touchedBalances(book, shifts))], freed: [], balances: [...shifts.keys()] }
}

async function drawDown(book: Book, lines: readonly PostingLine[]): Promise<readonly Touched[]> {
  const rows = await lockReservations(book, [...new Set(lines.map((line) => line.source ?? ''))])
  const touched: Touched[] = []
  const now = new Map<string, StoredRow>(rows.map((row) => [`${String(row[book.ledger.heldFor])}@${balanceKeyOf(book, row)}`, row]))
  for (const line of lines) {
    const key = `${line.source}@${keyOf(line.item, line.place)}`
    const one = await drawDownOne(book, line, now.get(key))
    now.set(key, one.after)
    touched.push(one)
  }
  return touched
}

async function drawDownOne(book: Book, line: PostingLine, row: StoredRow | undefined): Promise<Touched> {
  const held = amountOf(row, 'quantity')
  if (row !== undefined && held.greaterThanOrEqualTo(line.quantity)) return changeHold(book, row, held.minus(line.quantity))
  throw new BlockedError(
    'not-reserved',
    {
      zh: `预留不足：已预留 ${plain(held)}，要出库 ${plain(line.quantity)}。`,
      en: `Only ${plain(held)} is reserved, ${plain(line.quantity)} is to leave.`,
    },
    { extra: { line: line.lineId, item: line.item } },
  )
}
