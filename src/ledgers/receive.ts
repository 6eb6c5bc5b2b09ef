import type { StoredRow } from '../compile/stored-row.js'
import { type Decimal, formatDecimal } from '../kernel/decimal.js'
import { InvalidError } from '../kernel/errors.js'
import { updateRecord } from '../store/rows/write-row.js'
import type { PostingLine, PostingRequest } from '../workflow/posting.js'
import { amountOf, type Book, balanceIds, keyOf, lockBalances, resourceOf } from './balances.js'
import { sumByBalance } from './demand.js'
import { append, type Booked } from './entries.js'
import type { Posted, Source } from './posted.js'
import { type Shift, shiftAtOnce, touchedBalances } from './shift.js'

/** Takes stock in; the average cost moves: (old quantity × average + quantity in × its cost) ÷ both quantities. */
export async function receive(book: Book, source: Source, request: PostingRequest): Promise<Posted> {
  assertPositive(request.lines)
  const sums = sumByBalance(request.lines)
  const ids = await balanceIds(book, sums)
  const before = await lockBalances(book, [...ids.values()])
  const balanceOf = (line: PostingLine) => before.get(ids.get(keyOf(line.item, line.place)) ?? '')
  const booked = request.lines.map((line) => ({
    line,
    quantity: line.quantity,
    unitCost: line.unitCost ?? amountOf(balanceOf(line), 'averageCost'),
  }))
  const appended = await append(book, source, { request, booked })
  await moveAverages(book, { ids, before, booked })
  const shifts = new Map(sums.map((sum) => [ids.get(sum.key) ?? '', { onHand: sum.quantity } satisfies Shift]))
  await shiftAtOnce(book, shifts)
  const freed = sums.map((sum) => ({ item: sum.item, place: sum.place }))
  return { touched: [...appended, ...(await touchedBalances(book, shifts))], freed, balances: [...shifts.keys()] }
}

function assertPositive(lines: readonly PostingLine[]): void {
  if (lines.every((line) => line.quantity.greaterThan(0))) return
  throw new InvalidError('quantity-not-positive', { zh: '入库数量必须大于零。', en: 'A quantity that comes in must be above zero.' })
}

/** The caller has locked the balances. Nothing on hand: the average is what came in. */
export async function moveAverages(
  book: Book,
  posting: { ids: ReadonlyMap<string, string>; before: ReadonlyMap<string, StoredRow>; booked: readonly Booked[] },
): Promise<void> {
  for (const [key, id] of posting.ids) {
    const incoming = posting.booked.filter((one) => keyOf(one.line.item, one.line.place) === key && one.quantity.greaterThan(0))
    if (incoming.length === 0) continue
    const average = averageAfter(posting.before.get(id), incoming)
    await updateRecord(book.tx, resourceOf(book, 'balances'), id, { averageCost: formatDecimal(average, 8) })
  }
}

function averageAfter(balance: StoredRow | undefined, incoming: readonly Booked[]): Decimal {
  const onHand = amountOf(balance, 'onHand')
  const worth = incoming.reduce((sum, one) => sum.plus(one.quantity.times(one.unitCost)), onHand.times(amountOf(balance, 'averageCost')))
  const quantity = incoming.reduce((sum, one) => sum.plus(one.quantity), onHand)
  return quantity.isZero() ? amountOf(balance, 'averageCost') : worth.dividedBy(quantity)
}
