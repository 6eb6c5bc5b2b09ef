import { type Random, randomFrom } from './random.js'
import { daysBefore, instantOn, years } from './volume-days.js'
import { priceOf, productName, reps, yuan } from './volume-master-data.js'
import type { VolumeOptions, VolumeRow } from './volume-rows.js'
import type { VolumeStock } from './volume-stock.js'

const terms = ['prepaid', 'cod', 'net30', 'net60', 'monthly']
/** Of orders closed, those whose goods went out by a shipment in the system; the others were closed unshipped. */
const shippedShare = 0.1

/** Orders of three years, some hundreds a day, three lines each on average. The last weeks are still at work. */
export function* volumeOrders(options: VolumeOptions, stock: VolumeStock): Iterable<VolumeRow> {
  const random = randomFrom(options.seed + 1)
  const days = years * 365
  let line = 0
  for (let index = 0; index < options.orders; index += 1) {
    const age = days - 1 - Math.floor((index * days) / options.orders)
    const placedOn = daysBefore(options.until, age)
    const order = orderOf({ random, index, age, placedOn, line, options, stock })
    line += order.lines?.lines?.length ?? 0
    yield order
  }
}

interface Making {
  readonly random: Random
  readonly index: number
  /** Days ago. */
  readonly age: number
  readonly placedOn: string
  /** Lines made so far. */
  readonly line: number
  readonly options: VolumeOptions
  readonly stock: VolumeStock
}

function orderOf(making: Making): VolumeRow {
  const { random, index, age, placedOn, options } = making
  const customer = random.between(0, options.customers - 1)
  const warehouse = random.between(0, 2)
  const fate = fateOf(random, age)
  const perDay = Math.max(1, options.orders / (years * 365))
  const at = instantOn(placedOn, Math.floor(((index % perDay) / perDay) * 9 * 3_600_000))
  const values = {
    customer: { of: 'customer', at: customer },
    owner: { of: 'user', at: customer % reps },
    placedOn,
    dueOn: daysBefore(placedOn, -random.between(3, 30)),
    warehouse: { of: 'warehouse', at: warehouse },
    terms: random.pick(terms),
    syncState: 'none',
    status: fate === 'shipped' ? 'closed' : fate,
  }
  const lines = linesOf(making, { fate, warehouse, at })
  if (fate === 'shipped')
    making.stock.ship({
      order: index,
      customer,
      warehouse,
      day: placedOn,
      lines: lines.map((line, nth) => ({ line: making.line + nth, ...line })),
    })
  return { resource: 'order', at, values, lines: { lines: lines.map((line) => line.row) } }
}

type Fate = 'draft' | 'submitted' | 'approved' | 'cancelled' | 'closed' | 'shipped'

function fateOf(random: Random, age: number): Fate {
  const chance = random.next()
  if (age < 30) return chance < 0.2 ? 'draft' : chance < 0.4 ? 'submitted' : chance < 0.9 ? 'approved' : 'cancelled'
  if (chance < 0.02) return 'approved'
  if (chance < 0.1) return 'cancelled'
  return random.next() < shippedShare ? 'shipped' : 'closed'
}

interface PlannedLine {
  readonly product: number
  readonly quantity: number
  readonly row: VolumeRow
}

function linesOf(
  { random, line, options, stock }: Making,
  of: { readonly fate: Fate; readonly warehouse: number; readonly at: string },
): readonly PlannedLine[] {
  return Array.from({ length: random.between(1, 5) }, (_, nth) => {
    const product = random.between(0, options.products - 1)
    const quantity = random.between(1, 50)
    const isHeld = of.fate === 'approved' && stock.reserve({ line: line + nth, product, warehouse: of.warehouse, quantity, at: of.at })
    const isOut = of.fate === 'shipped' && stock.take({ product, warehouse: of.warehouse, quantity })
    const price = priceOf(product)
    const values = {
      product: { of: 'product', at: product },
      description: productName(product),
      quantity: String(quantity),
      unitPrice: yuan(price.sale),
      taxRate: '0.13',
      unitCost: yuan(price.cost),
      reserved: isHeld ? String(quantity) : '0',
      shipped: isOut ? String(quantity) : '0',
      planned: '0',
    }
    return { product, quantity: isOut ? quantity : 0, row: { resource: 'orderLine', at: of.at, values } }
  })
}
