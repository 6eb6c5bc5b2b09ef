import { definePolicy } from '#define'

/** The goods go out with their prices only on the copies of those who may know them. */
export const warehouseShipsWithoutPrices = definePolicy({
  name: 'warehouseShipsWithoutPrices',
  label: { zh: '仓库看不到出货单的价格', en: 'The warehouse ships without prices' },
  role: 'warehouse',
  action: 'print',
  resource: 'shipment',
  field: 'lines.unitPrice',
  may: false,
})
