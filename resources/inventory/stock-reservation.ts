import { belongsTo, defineResource, quantity } from '#define'

/** Stock that is held for an order line; it stays at zero when the goods have left. */
export const stockReservation = defineResource({
  name: 'stockReservation',
  label: { zh: '库存预留', en: 'Stock reservation' },
  title: 'product',
  area: 'inventory',

  fields: {
    product: belongsTo('product', { label: { zh: '产品', en: 'Product' }, required: true }),
    warehouse: belongsTo('warehouse', { label: { zh: '仓库', en: 'Warehouse' }, required: true }),
    orderLine: belongsTo('orderLine', { label: { zh: '订单明细', en: 'Order line' }, required: true }),
    quantity: quantity({ label: { zh: '预留数量', en: 'Held' } }),
  },

  permissions: {
    salesLead: { can: ['read'], rows: 'all' },
    warehouse: { can: ['read', 'export'], rows: 'all' },
    purchaser: { can: ['read'], rows: 'all' },
    accountant: { can: ['read'], rows: 'all' },
    manager: { can: ['read'], rows: 'all' },
    admin: { can: ['read', 'export'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: { list: ['product', 'warehouse', 'orderLine', 'quantity', 'createdAt'], filter: ['product', 'warehouse'], menu: 4 },

  keptBy: 'stock',
})
