import { belongsTo, defineResource, hasMany, longText, percent, quantity, ref, text, unitPrice } from '#define'

/** What we buy, keep and sell. The limits say when to buy more and when there is too much. */
export const product = defineResource({
  name: 'product',
  label: { zh: '产品', en: 'Product' },
  title: 'name',
  area: 'inventory',

  fields: {
    code: text({ label: { zh: '产品编码', en: 'Product code' }, required: true, unique: true, length: 40, searchable: true }),
    name: text({ label: { zh: '品名', en: 'Name' }, required: true }),
    spec: text({ label: { zh: '规格型号', en: 'Specification' }, length: 120, searchable: true }),
    category: belongsTo('category', { label: { zh: '产品分类', en: 'Category' } }),
    unit: belongsTo('unit', { label: { zh: '计量单位', en: 'Unit' }, required: true }),
    supplier: belongsTo('supplier', { label: { zh: '主要供应商', en: 'Main supplier' }, where: { status: 'active' } }),
    barcode: text({ label: { zh: '条码', en: 'Barcode' }, length: 40, searchable: true }),
    salePrice: unitPrice({ label: { zh: '销售单价', en: 'Sale price' }, min: 0, tags: ['price'] }),
    cost: unitPrice({ label: { zh: '参考成本', en: 'Standard cost' }, min: 0, tags: ['cost'] }),
    taxRate: percent({ label: { zh: '税率', en: 'Tax rate' }, min: 0, max: 1, default: '0.13' }),
    minimum: quantity({
      label: { zh: '库存下限', en: 'Minimum stock' },
      help: { zh: '可用库存低于此数时提醒采购。', en: 'Purchasing hears of it when less is free.' },
      min: 0,
    }),
    maximum: quantity({
      label: { zh: '库存上限', en: 'Maximum stock' },
      help: { zh: '现存量高于此数时提醒清理。', en: 'Purchasing hears of it when more is on hand.' },
      min: 0,
    }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
    balances: hasMany('stockBalance', { label: { zh: '库存', en: 'Stock' } }),
    shipmentLines: hasMany('shipmentLine', { label: { zh: '出货明细', en: 'Shipment lines' } }),
    moves: hasMany('stockMove', { label: { zh: '库存流水', en: 'Stock moves' } }),
    reservations: hasMany('stockReservation', { label: { zh: '库存预留', en: 'Reservations' } }),
  },

  rules: {
    limitsInOrder: {
      must: { or: [{ minimum: { empty: true } }, { maximum: { empty: true } }, { maximum: { gte: ref('minimum') } }] },
      at: 'maximum',
      message: { zh: '库存上限不能低于下限。', en: 'The maximum is below the minimum.' },
    },
  },

  workflow: {
    states: [
      { value: 'active', label: { zh: '在售', en: 'Active' }, tone: 'success' },
      { value: 'inactive', label: { zh: '停售', en: 'Discontinued' }, tone: 'neutral' },
    ],
    transitions: {
      deactivate: { label: { zh: '停售', en: 'Discontinue' }, from: 'active', to: 'inactive', tone: 'danger' },
      activate: { label: { zh: '恢复销售', en: 'Sell again' }, from: 'inactive', to: 'active' },
    },
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all', hide: ['#cost', 'supplier'] },
    salesLead: { can: ['read', 'export'], rows: 'all' },
    warehouse: { can: ['read'], rows: 'all', hide: ['#cost', '#price', 'supplier'] },
    purchaser: { can: ['read', 'create', 'update', 'export', 'import', 'deactivate', 'activate'], rows: 'all' },
    accountant: { can: ['read', 'export'], rows: 'all' },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import', 'deactivate', 'activate'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['code', 'name', 'spec', 'category', 'unit', 'salePrice', 'cost', 'minimum', 'maximum', 'status'],
    filter: ['status', 'category', 'supplier'],
    form: {
      basics: ['code', 'name', 'spec', 'category', 'unit', 'barcode'],
      prices: ['salePrice', 'taxRate', 'cost', 'supplier'],
      limits: ['minimum', 'maximum'],
      more: ['note'],
    },
    sections: {
      basics: { zh: '基本信息', en: 'Basics' },
      prices: { zh: '价格与成本', en: 'Prices and cost' },
      limits: { zh: '库存上下限', en: 'Stock limits' },
      more: { zh: '其他', en: 'More' },
    },
    highlights: ['salePrice', 'cost'],
    related: ['balances', 'moves', 'reservations'],
    menu: 1,
  },
})
