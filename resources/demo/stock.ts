import { type PlannedOrder, shortProducts } from './orders.js'
import { demoWarehouses } from './people.js'
import { type DemoProduct, demoProducts } from './products.js'
import type { Step } from './steps.js'

/** Products kept too low, and too high, so that purchasing has something to do. */
const lowProducts: readonly string[] = ['FAS-1003', 'ELC-4007', 'SAF-7003', 'ABR-6004']
const highProducts: readonly string[] = ['LUB-8005', 'PNE-5006']

/** Fates that take stock. */
const taking: readonly string[] = ['shipped', 'part', 'waiting', 'late', 'closed', 'cancelled']

/** Opening stock three months ago and two deliveries since: enough for what was approved, with the exceptions named above. */
export function stockSteps(orders: readonly PlannedOrder[]): readonly Step[] {
  return demoWarehouses.flatMap(({ code }) => [
    ...delivery({ orders, warehouse: code, day: -93, share: 0.6, reason: 'opening' }),
    ...delivery({ orders, warehouse: code, day: -50, share: 0.25, reason: 'other' }),
    ...delivery({ orders, warehouse: code, day: -24, share: 0.15, reason: 'other' }),
  ])
}

interface Delivery {
  readonly orders: readonly PlannedOrder[]
  readonly warehouse: string
  readonly day: number
  /** Of all that is needed until today. */
  readonly share: number
  readonly reason: string
}

function delivery(of: Delivery): readonly Step[] {
  const key = `adjustment:${of.warehouse}:${of.day}`
  const lines = demoProducts.flatMap((product) => {
    const quantity = Math.ceil(neededFor(product, of) * of.share)
    return quantity <= 0
      ? []
      : [{ product: { key: `product:${product.code}` }, quantity: String(quantity), unitCost: costOn(product, of.day) }]
  })
  const values = { kind: 'receive', warehouse: { key: `warehouse:${of.warehouse}` }, reason: of.reason, lines }
  const moment = { day: of.day, as: 'admin' }
  return [
    { ...moment, time: '08:10', create: 'stockAdjustment', key, values },
    { ...moment, time: '08:30', take: 'confirm', on: { key } },
  ]
}

function neededFor(product: DemoProduct, of: Delivery): number {
  const taken = of.orders
    .filter((order) => order.warehouse === of.warehouse && taking.includes(order.fate))
    .flatMap((order) => order.lines)
    .filter((line) => line.product === product)
    .reduce((sum, line) => sum + line.quantity, 0)
  if (shortProducts.includes(product.code)) return 0
  return taken * 1.7 + Number(product.minimum) * keptShare(product)
}

function keptShare(product: DemoProduct): number {
  if (lowProducts.includes(product.code)) return 0
  return highProducts.includes(product.code) ? (Number(product.maximum) / Number(product.minimum)) * 1.3 : 1.9
}

/** Costs creep up a little with each delivery. */
function costOn(product: DemoProduct, day: number): string {
  const factor = day < -60 ? 1 : day < -30 ? 1.01 : 1.025
  return (Number(product.cost) * factor).toFixed(2)
}
