import { type DemoCustomer, demoCustomers } from './customers.js'
import { type DemoProduct, demoProducts } from './products.js'
import { type Random, randomFrom } from './random.js'

/** How far an order has come by today. */
export type Fate = 'shipped' | 'part' | 'waiting' | 'late' | 'submitted' | 'draft' | 'rejected' | 'cancelled' | 'closed' | 'short'

export interface PlannedOrder {
  readonly key: string
  readonly day: number
  readonly time: string
  readonly customer: DemoCustomer
  readonly customerKey: string
  readonly warehouse: string
  readonly dueIn: number
  readonly fate: Fate
  readonly lines: readonly { readonly product: DemoProduct; readonly quantity: number }[]
}

const days = 92

/** Products that ran out lately: orders for them wait. */
export const shortProducts: readonly string[] = ['ELC-4006', 'BRG-2004', 'PNE-5003']

/** Three months of orders, two or three a working day, more to the end. */
export function planOrders(seed = 20_261): readonly PlannedOrder[] {
  const random = randomFrom(seed)
  const orders: PlannedOrder[] = []
  for (let day = -days; day <= 0; day += 1) {
    const count = day % 7 === 0 ? 1 : random.between(day > -8 ? 3 : 1, day > -8 ? 5 : 3)
    for (let index = 0; index < count; index += 1) orders.push(planOrder(random, day, { number: orders.length + 1, index }))
  }
  return orders
}

function planOrder(random: Random, day: number, at: { number: number; index: number }): PlannedOrder {
  const chosen = random.between(0, demoCustomers.length - 1)
  const customer = demoCustomers[random.next() < 0.5 ? Math.floor(chosen / 2) : chosen] ?? demoCustomers[0]
  if (customer === undefined) throw new Error('no customers')
  const fate = fateOf(random, day, at.number)
  return {
    key: `order:${at.number}`,
    day,
    time: `${String(9 + at.index * 2).padStart(2, '0')}:${String(random.between(5, 55)).padStart(2, '0')}`,
    customer,
    customerKey: `customer:${demoCustomers.indexOf(customer) + 1}`,
    warehouse: warehouseFor(customer),
    dueIn: fate === 'late' ? Math.max(1, Math.min(4, -day - 1)) : random.between(3, 12),
    fate,
    lines: linesOf(random, fate, sizes[customer.level] ?? 1),
  }
}

function fateOf(random: Random, day: number, number: number): Fate {
  const chance = random.next()
  if (day > -4) return number % 9 === 0 ? 'rejected' : chance < 0.28 ? 'draft' : chance < 0.62 ? 'submitted' : 'waiting'
  if (day > -9) return number % 7 === 0 ? 'short' : chance < 0.5 ? 'shipped' : chance < 0.65 ? 'part' : chance < 0.85 ? 'late' : 'waiting'
  return chance < 0.86 ? 'shipped' : chance < 0.92 ? 'cancelled' : chance < 0.96 ? 'closed' : 'shipped'
}

/** Strategic accounts order more at a time. */
const sizes: Readonly<Record<string, number>> = { a: 6, b: 3, c: 1 }

function linesOf(random: Random, fate: Fate, size: number): PlannedOrder['lines'] {
  const usable = demoProducts.filter((product) => !shortProducts.includes(product.code))
  const first = fate === 'short' ? demoProducts.filter((product) => shortProducts.includes(product.code)) : usable
  const products = new Set([random.pick(first)])
  for (let extra = random.between(0, 3); extra > 0; extra -= 1) products.add(random.pick(usable))
  return [...products].map((product) => ({
    product,
    quantity: Math.max(1, Math.round(product.usual * size * (0.5 + random.next() * 1.5))),
  }))
}

function warehouseFor(customer: DemoCustomer): string {
  if (['eastChina', 'northChina', 'northeast'].includes(customer.region)) return 'SU'
  return ['southwest', 'northwest'].includes(customer.region) ? 'CD' : 'SZ'
}
