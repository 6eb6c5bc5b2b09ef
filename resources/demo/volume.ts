/** A trading company grown large: as many customers, products and orders as asked, as plain data. The same seed gives the same company. */
import { volumeCustomers, volumeMasterData, volumeProducts } from './volume-master-data.js'
import { openingStock } from './volume-opening.js'
import { volumeOrders } from './volume-orders.js'
import type { VolumeCounts, VolumeOptions, VolumeStage } from './volume-rows.js'
import { VolumeStock } from './volume-stock.js'

export type { VolumeCounts } from './volume-rows.js'

/** When nothing else is asked for. */
export const usualVolume: VolumeCounts = { orders: 10_000, customers: 1_000, products: 500, seed: 1 }

/** Three years of business, oldest first. */
export function volumeStages(options: VolumeOptions): readonly VolumeStage[] {
  const stock = new VolumeStock()
  return [
    ...volumeMasterData(options),
    { name: 'customers', rows: () => volumeCustomers(options) },
    { name: 'products', rows: () => volumeProducts(options) },
    { name: 'opening stock', rows: () => openingStock(options, stock) },
    { name: 'orders', rows: () => volumeOrders(options, stock) },
    { name: 'shipments', rows: () => stock.shipmentRows() },
    { name: 'reservations', rows: () => stock.reservationRows() },
    { name: 'balances', rows: () => stock.balanceRows() },
  ]
}
