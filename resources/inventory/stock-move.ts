import { belongsTo, date, defineResource, money, quantity, select, text, unitPrice } from '#define'

/** One line of the stock book: never changed, never removed. */
export const stockMove = defineResource({
  name: 'stockMove',
  label: { zh: '库存流水', en: 'Stock move' },
  title: 'product',
  area: 'inventory',

  fields: {
    product: belongsTo('product', { label: { zh: '产品', en: 'Product' }, required: true }),
    warehouse: belongsTo('warehouse', { label: { zh: '仓库', en: 'Warehouse' }, required: true }),
    kind: select({
      label: { zh: '类型', en: 'Kind' },
      options: [
        { value: 'receive', label: { zh: '入库', en: 'Received' }, tone: 'success' },
        { value: 'issue', label: { zh: '出库', en: 'Issued' }, tone: 'info' },
        { value: 'adjust', label: { zh: '调整', en: 'Adjusted' }, tone: 'warning' },
      ],
    }),
    quantity: quantity({ label: { zh: '数量', en: 'Quantity' } }),
    unitCost: unitPrice({ label: { zh: '单位成本', en: 'Unit cost' }, tags: ['cost'] }),
    value: money({ label: { zh: '成本金额', en: 'Value' }, tags: ['cost'] }),
    effectiveOn: date({ label: { zh: '业务日期', en: 'Effective on' } }),
    sourceResource: select({
      label: { zh: '来源类型', en: 'Source kind' },
      options: [
        { value: 'shipment', label: { zh: '出货单', en: 'Shipment' } },
        { value: 'stockAdjustment', label: { zh: '库存调整单', en: 'Stock adjustment' } },
      ],
    }),
    sourceId: text({ label: { zh: '来源单据', en: 'Source document' }, length: 20, indexed: true }),
    sourceLineId: text({ label: { zh: '来源明细', en: 'Source line' }, length: 20, unique: ['kind'] }),
  },

  permissions: {
    salesLead: { can: ['read'], rows: 'all', hide: ['#cost'] },
    warehouse: { can: ['read', 'export'], rows: 'all', hide: ['#cost'] },
    purchaser: { can: ['read', 'export'], rows: 'all' },
    accountant: { can: ['read', 'export'], rows: 'all' },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'export'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['effectiveOn', 'product', 'warehouse', 'kind', 'quantity', 'unitCost', 'value', 'sourceResource'],
    filter: ['product', 'warehouse', 'kind', 'effectiveOn'],
    menu: 3,
  },

  keptBy: 'stock',
})
