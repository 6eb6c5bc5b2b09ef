import { date, defineReport, parameter } from '#define'

/** What sells: lines of approved and closed orders by product. */
export const salesByProduct = defineReport({
  name: 'salesByProduct',
  label: { zh: '产品销售汇总', en: 'Sales by product' },
  area: 'sales',
  parameters: {
    from: date({ label: { zh: '开始日期', en: 'From' }, required: true }),
    until: date({ label: { zh: '结束日期', en: 'Until' }, required: true }),
  },
  source: 'orderLine',
  where: { 'order.status': ['approved', 'closed'], 'order.placedOn': { gte: parameter('from'), lte: parameter('until') } },
  columns: [
    { name: 'code', label: { zh: '产品编码', en: 'Product code' }, of: 'product.code' },
    { name: 'product', label: { zh: '产品', en: 'Product' }, of: 'product' },
    { name: 'spec', label: { zh: '规格型号', en: 'Specification' }, of: 'product.spec' },
    { name: 'category', label: { zh: '分类', en: 'Category' }, of: 'product.category' },
    { name: 'quantity', label: { zh: '数量', en: 'Quantity' }, measure: 'sum(quantity)' },
    { name: 'shipped', label: { zh: '已出库', en: 'Shipped' }, measure: 'sum(shipped)' },
    { name: 'amount', label: { zh: '未税金额', en: 'Net amount' }, measure: 'sum(amount)', total: true },
    { name: 'margin', label: { zh: '毛利', en: 'Gross margin' }, measure: 'sum(margin)', total: true },
  ],
  sort: ['-amount'],
  chart: { kind: 'bar', x: 'product', y: 'amount' },
  roles: ['salesRep', 'salesLead', 'accountant', 'manager', 'admin'],
  period: ['from', 'until'],
})
