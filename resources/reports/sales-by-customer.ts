import { date, defineReport, parameter } from '#define'

/** Who bought how much: approved and closed orders by customer. */
export const salesByCustomer = defineReport({
  name: 'salesByCustomer',
  label: { zh: '客户销售汇总', en: 'Sales by customer' },
  area: 'sales',
  parameters: {
    from: date({ label: { zh: '开始日期', en: 'From' }, required: true }),
    until: date({ label: { zh: '结束日期', en: 'Until' }, required: true }),
  },
  source: 'order',
  where: { status: ['approved', 'closed'], placedOn: { gte: parameter('from'), lte: parameter('until') } },
  columns: [
    { name: 'customer', label: { zh: '客户', en: 'Customer' }, of: 'customer' },
    { name: 'region', label: { zh: '区域', en: 'Region' }, of: 'customer.region' },
    { name: 'orders', label: { zh: '订单数', en: 'Orders' }, measure: 'count', total: true },
    { name: 'net', label: { zh: '未税金额', en: 'Net amount' }, measure: 'sum(subtotal)', total: true },
    { name: 'total', label: { zh: '价税合计', en: 'Total' }, measure: 'sum(total)', total: true },
    { name: 'margin', label: { zh: '毛利', en: 'Gross margin' }, measure: 'sum(margin)', total: true },
  ],
  sort: ['-total'],
  chart: { kind: 'bar', x: 'customer', y: 'total' },
  roles: ['salesRep', 'salesLead', 'accountant', 'manager', 'admin'],
  period: ['from', 'until'],
})
