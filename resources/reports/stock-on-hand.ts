import { defineReport } from '#define'

/** What is there, what of it is promised, and what is free, by product and warehouse. */
export const stockOnHand = defineReport({
  name: 'stockOnHand',
  label: { zh: '库存现存量', en: 'Stock on hand' },
  area: 'inventory',
  source: 'stockBalance',
  columns: [
    { name: 'code', label: { zh: '产品编码', en: 'Product code' }, of: 'product.code' },
    { name: 'product', label: { zh: '产品', en: 'Product' }, of: 'product' },
    { name: 'spec', label: { zh: '规格型号', en: 'Specification' }, of: 'product.spec' },
    { name: 'unit', label: { zh: '单位', en: 'Unit' }, of: 'product.unit' },
    { name: 'warehouse', label: { zh: '仓库', en: 'Warehouse' }, of: 'warehouse' },
    { name: 'onHand', label: { zh: '现存量', en: 'On hand' }, measure: 'sum(onHand)' },
    { name: 'reserved', label: { zh: '已预留', en: 'Reserved' }, measure: 'sum(reserved)' },
    { name: 'free', label: { zh: '可用量', en: 'Free' }, measure: 'sum(free)' },
  ],
  sort: ['code', 'warehouse'],
  chart: { kind: 'bar', x: 'product', y: 'onHand' },
  roles: ['salesRep', 'salesLead', 'warehouse', 'purchaser', 'accountant', 'manager', 'admin'],
})
