/** What the books say, asked by the people of the story themselves. */
import { dayIn } from '../../../src/kernel/clock.js'
import { Decimal } from '../../../src/kernel/decimal.js'
import { ask } from './acts.js'
import type { Chapter } from './chapters.js'
import type { Desk } from './desk.js'

export const today = dayIn('Asia/Shanghai', Date.now())

export type Order = Readonly<Record<'id' | 'number' | 'total' | 'status' | 'syncState', string>>

export const orderAt = ({ page }: Desk, id: string): Promise<Order> => ask<Order>(page, `/records/order/${id}`)

interface Product {
  readonly id: string
  readonly minimum: string
}

export interface Balance {
  readonly onHand: string
  readonly reserved: string
  readonly free: string
  readonly productId: string
  /** To sell, so that less than the minimum is free. */
  readonly quantity: string
}

/** The chapter's product in Shenzhen. */
export async function balanceOf(desk: Desk, { product }: Chapter): Promise<Balance> {
  const { id, minimum } = await onlyOne<Product>(desk, 'product', { code: product.code })
  const balance = await onlyOne<Omit<Balance, 'productId' | 'quantity'>>(desk, 'stockBalance', { product: id, 'warehouse.code': 'SZ' })
  return { ...balance, productId: id, quantity: new Decimal(balance.free).minus(minimum).floor().plus(1).toString() }
}

export async function onlyOne<Row>({ page }: Desk, resource: string, where: unknown): Promise<Row> {
  const { data } = await ask<{ readonly data: readonly Row[] }>(
    page,
    `/records/${resource}?where=${encodeURIComponent(JSON.stringify(where))}`,
  )
  const [row] = data
  if (row === undefined || data.length > 1) throw new Error(`${data.length} of ${resource} ${JSON.stringify(where)}`)
  return row
}

export async function unreadAt({ page }: Desk): Promise<number> {
  const { unread } = await ask<{ readonly unread: number }>(page, '/notifications?size=1')
  return unread
}

/** What this month's report must add up to. */
export async function soldTotal({ page }: Desk): Promise<string> {
  const where = { status: ['approved', 'closed'], placedOn: { gte: `${today.slice(0, 8)}01`, lte: today } }
  const path = `/aggregate/order?measure=sum(total)&where=${encodeURIComponent(JSON.stringify(where))}`
  const { data } = await ask<{ readonly data: readonly Readonly<Record<string, string | null>>[] }>(page, path)
  return data[0]?.['sum(total)'] ?? '0'
}
