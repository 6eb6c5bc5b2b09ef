import { demoWarehouses } from './people.js'
import { daysBefore, instantOn, years } from './volume-days.js'
import { priceOf, productName, yuan } from './volume-master-data.js'
import type { VolumeOptions, VolumeRow } from './volume-rows.js'
import type { VolumeStock } from './volume-stock.js'

const linesEach = 200

/** What the shelves held on the first day, by receipts of two hundred lines: enough for most of what is sold. */
export function* openingStock(options: VolumeOptions, stock: VolumeStock): Iterable<VolumeRow> {
  const day = daysBefore(options.until, years * 365)
  const quantity = Math.max(500, Math.ceil((options.orders * 20) / Math.max(1, options.products)))
  let document = 0
  let line = 0
  for (const warehouse of demoWarehouses.keys()) {
    for (let first = 0; first < options.products; first += linesEach) {
      const products = Array.from({ length: Math.min(linesEach, options.products - first) }, (_, nth) => first + nth)
      yield receiptOf({ day, warehouse, products, quantity })
      for (const product of products) {
        stock.receive({ product, warehouse, quantity })
        yield moveOf({ day, warehouse, product, quantity }, { document, line })
        line += 1
      }
      document += 1
    }
  }
}

interface Receipt {
  readonly day: string
  readonly warehouse: number
  readonly products: readonly number[]
  readonly quantity: number
}

function receiptOf({ day, warehouse, products, quantity }: Receipt): VolumeRow {
  const at = instantOn(day, 0)
  const lines = products.map((product): VolumeRow => {
    const values = {
      product: { of: 'product', at: product },
      description: productName(product),
      quantity: String(quantity),
      unitCost: yuan(priceOf(product).cost),
    }
    return { resource: 'stockAdjustmentLine', at, values }
  })
  const values = { kind: 'receive', warehouse: { of: 'warehouse', at: warehouse }, adjustedOn: day, reason: 'opening', status: 'confirmed' }
  return { resource: 'stockAdjustment', at, values, lines: { lines } }
}

interface Move {
  readonly day: string
  readonly warehouse: number
  readonly product: number
  readonly quantity: number
}

function moveOf({ day, warehouse, product, quantity }: Move, source: { readonly document: number; readonly line: number }): VolumeRow {
  const { cost } = priceOf(product)
  const values = {
    product: { of: 'product', at: product },
    warehouse: { of: 'warehouse', at: warehouse },
    kind: 'receive',
    quantity: String(quantity),
    unitCost: yuan(cost),
    value: yuan(quantity * cost),
    effectiveOn: day,
    sourceResource: 'stockAdjustment',
    sourceId: { of: 'stockAdjustment', at: source.document },
    sourceLineId: { of: 'stockAdjustmentLine', at: source.line },
  }
  return { resource: 'stockMove', at: instantOn(day, 0), values }
}
