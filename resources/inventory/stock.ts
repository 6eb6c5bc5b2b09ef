import { defineLedger } from '#define'

/** What there is of each product in each warehouse, and for which order line it is held. */
export const stock = defineLedger({
  name: 'stock',
  label: { zh: '库存账', en: 'Stock book' },
  dimensions: { item: 'product', place: 'warehouse' },
  entries: 'stockMove',
  reservations: 'stockReservation',
  heldFor: 'orderLine',
  balances: 'stockBalance',
  onChange: ['raise-stock-alerts'],
  onFree: ['allocate-waiting'],
})
