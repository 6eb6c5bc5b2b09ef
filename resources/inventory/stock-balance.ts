import { belongsTo, defineResource, quantity, ref, unitPrice } from '#define'

/** How much of a product a warehouse has, what of it is promised, and what is on its way. Kept by the ledger. */
export const stockBalance = defineResource({
  name: 'stockBalance',
  label: { zh: '库存', en: 'Stock' },
  title: 'product',
  area: 'inventory',

  fields: {
    product: belongsTo('product', { label: { zh: '产品', en: 'Product' }, required: true, unique: ['warehouse'] }),
    warehouse: belongsTo('warehouse', { label: { zh: '仓库', en: 'Warehouse' }, required: true }),
    onHand: quantity({ label: { zh: '现存量', en: 'On hand' } }),
    reserved: quantity({ label: { zh: '已预留', en: 'Reserved' } }),
    incoming: quantity({ label: { zh: '在途量', en: 'Incoming' } }),
    free: quantity({ label: { zh: '可用量', en: 'Free' }, formula: 'onHand - reserved', indexed: true }),
    averageCost: unitPrice({ label: { zh: '平均成本', en: 'Average cost' }, tags: ['cost'] }),
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all', hide: ['#cost'] },
    salesLead: { can: ['read', 'export'], rows: 'all', hide: ['#cost'] },
    warehouse: { can: ['read', 'export'], rows: 'all', hide: ['#cost'] },
    purchaser: { can: ['read', 'export'], rows: 'all' },
    accountant: { can: ['read', 'export'], rows: 'all' },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'export'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  alerts: {
    low: {
      when: { free: { lt: ref('product.minimum') } },
      severity: 'warning',
      notify: ['purchaser'],
      message: {
        zh: '{product.name}（{warehouse.name}）可用库存 {free}，低于下限 {product.minimum}。',
        en: '{product.name} at {warehouse.name}: {free} free, below the minimum of {product.minimum}.',
      },
    },
    high: {
      when: { onHand: { gt: ref('product.maximum') } },
      severity: 'info',
      notify: ['purchaser'],
      message: {
        zh: '{product.name}（{warehouse.name}）现存 {onHand}，高于上限 {product.maximum}。',
        en: '{product.name} at {warehouse.name}: {onHand} on hand, above the maximum of {product.maximum}.',
      },
    },
  },

  screens: {
    list: ['product', 'product.code', 'warehouse', 'onHand', 'reserved', 'free', 'incoming', 'averageCost'],
    filter: ['product', 'warehouse'],
    menu: 2,
  },

  keptBy: 'stock',
})
