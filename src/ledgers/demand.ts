import type { StoredRow } from '../compile/stored-row.js'
import { Decimal, formatDecimal } from '../kernel/decimal.js'
import { BlockedError } from '../kernel/errors.js'
import type { PostingLine } from '../workflow/posting.js'
import { amountOf, type Demand, keyOf } from './balances.js'

/** Lines of one item at one place, summed: two lines of one document must not each be checked against the same stock. */
export interface Sum extends Demand {
  readonly quantity: Decimal
}

export function sumByBalance(lines: readonly PostingLine[]): readonly Sum[] {
  const sums = new Map<string, Sum>()
  for (const line of lines) {
    const key = keyOf(line.item, line.place)
    const before = sums.get(key)?.quantity ?? new Decimal(0)
    sums.set(key, { key, item: line.item, place: line.place, quantity: before.plus(line.quantity) })
  }
  return [...sums.values()]
}

export const freeOf = (balance: StoredRow | undefined): Decimal => amountOf(balance, 'onHand').minus(amountOf(balance, 'reserved'))

/** What is short, by item and place: how much is free of how much asked. */
export interface Shortfall {
  readonly item: string
  readonly place: string
  readonly asked: string
  readonly free: string
}

export function shortfallOf(sum: Sum, balance: StoredRow | undefined): Shortfall {
  return { item: sum.item, place: sum.place, asked: plain(sum.quantity), free: plain(freeOf(balance)) }
}

/** Refuses with every term of the sum; the labels of items are put in by whoever may read them. */
export function shortage(shortfalls: readonly Shortfall[]): BlockedError {
  const first = shortfalls[0]
  const facts = first === undefined ? '' : `${first.free} / ${first.asked}`
  return new BlockedError(
    'shortage',
    {
      zh: `库存不足：${shortfalls.length} 项可用量不够（可用/需要：${facts}）。`,
      en: `Not enough stock for ${shortfalls.length} item(s) (free/needed: ${facts}).`,
    },
    { extra: { shortfalls } },
  )
}

/** Without trailing zeros. */
export const plain = (quantity: Decimal): string => quantity.toString()

export const stored = (quantity: Decimal): string => formatDecimal(quantity, 6)
