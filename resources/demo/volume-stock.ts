import { instantOn } from './volume-days.js'
import { priceOf, yuan } from './volume-master-data.js'
import type { VolumeRow } from './volume-rows.js'

interface Held {
  readonly line: number
  readonly product: number
  readonly warehouse: number
  readonly quantity: number
  readonly at: string
}

interface Shipped {
  readonly order: number
  readonly customer: number
  readonly warehouse: number
  readonly day: string
  readonly lines: readonly { readonly line: number; readonly product: number; readonly quantity: number }[]
}

const keyOf = (product: number, warehouse: number): string => `${product}/${warehouse}`

/** The book of stock while the orders are made: nothing is promised or taken that is not there. */
export class VolumeStock {
  private readonly onHand = new Map<string, number>()
  private readonly reserved = new Map<string, number>()
  private readonly held: Held[] = []
  private readonly shipped: Shipped[] = []

  receive(of: { readonly product: number; readonly warehouse: number; readonly quantity: number }): void {
    this.add(this.onHand, of, of.quantity)
  }

  /** @returns whether there was enough */
  reserve(held: Held): boolean {
    if (this.free(held) < held.quantity) return false
    this.add(this.reserved, held, held.quantity)
    this.held.push(held)
    return true
  }

  /** @returns whether there was enough */
  take(of: { readonly product: number; readonly warehouse: number; readonly quantity: number }): boolean {
    if (this.free(of) < of.quantity) return false
    this.add(this.onHand, of, -of.quantity)
    return true
  }

  ship(shipped: Shipped): void {
    const lines = shipped.lines.filter((line) => line.quantity > 0)
    if (lines.length > 0) this.shipped.push({ ...shipped, lines })
  }

  *shipmentRows(): Iterable<VolumeRow> {
    let line = 0
    for (const [index, shipped] of this.shipped.entries()) {
      yield shipmentRow(shipped)
      for (const one of shipped.lines) yield moveRow(shipped, one, { shipment: index, shipmentLine: line++ })
    }
  }

  *reservationRows(): Iterable<VolumeRow> {
    for (const { line, product, warehouse, quantity, at } of this.held) {
      const values = { ...place(product, warehouse), orderLine: { of: 'orderLine', at: line }, quantity: String(quantity) }
      yield { resource: 'stockReservation', at, values }
    }
  }

  *balanceRows(): Iterable<VolumeRow> {
    const at = new Date(Math.max(0, ...this.held.slice(-1).map((one) => Date.parse(one.at)))).toISOString()
    for (const [key, onHand] of this.onHand) {
      const [product = 0, warehouse = 0] = key.split('/').map(Number)
      const sums = { onHand: String(onHand), reserved: String(this.reserved.get(key) ?? 0), incoming: '0' }
      yield { resource: 'stockBalance', at, values: { ...place(product, warehouse), ...sums, averageCost: yuan(priceOf(product).cost) } }
    }
  }

  private free({ product, warehouse }: { readonly product: number; readonly warehouse: number }): number {
    const key = keyOf(product, warehouse)
    return (this.onHand.get(key) ?? 0) - (this.reserved.get(key) ?? 0)
  }

  private add(
    sums: Map<string, number>,
    { product, warehouse }: { readonly product: number; readonly warehouse: number },
    quantity: number,
  ): void {
    const key = keyOf(product, warehouse)
    sums.set(key, (sums.get(key) ?? 0) + quantity)
  }
}

const place = (product: number, warehouse: number) => ({
  product: { of: 'product', at: product },
  warehouse: { of: 'warehouse', at: warehouse },
})

function shipmentRow({ order, customer, warehouse, day, lines }: Shipped): VolumeRow {
  const at = instantOn(day, 8 * 3_600_000)
  const values = {
    order: { of: 'order', at: order },
    customer: { of: 'customer', at: customer },
    warehouse: { of: 'warehouse', at: warehouse },
    shippedOn: day,
    status: 'shipped',
  }
  const rows = lines.map(({ line, product, quantity }): VolumeRow => {
    const what = { orderLine: { of: 'orderLine', at: line }, product: { of: 'product', at: product }, quantity: String(quantity) }
    return { resource: 'shipmentLine', at, values: { ...what, unitPrice: yuan(priceOf(product).sale), taxRate: '0.13' } }
  })
  return { resource: 'shipment', at, values, lines: { lines: rows } }
}

function moveRow(
  shipped: Shipped,
  line: Shipped['lines'][number],
  source: { readonly shipment: number; readonly shipmentLine: number },
): VolumeRow {
  const { cost } = priceOf(line.product)
  const values = {
    ...place(line.product, shipped.warehouse),
    kind: 'issue',
    quantity: String(-line.quantity),
    unitCost: yuan(cost),
    value: yuan(-line.quantity * cost),
    effectiveOn: shipped.day,
    sourceResource: 'shipment',
    sourceId: { of: 'shipment', at: source.shipment },
    sourceLineId: { of: 'shipmentLine', at: source.shipmentLine },
  }
  return { resource: 'stockMove', at: instantOn(shipped.day, 8 * 3_600_000), values }
}
