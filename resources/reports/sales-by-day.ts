import { date, defineReport, parameter } from '#define'

/** What was sold on each day: approved and closed orders by the day they were placed. */
export const salesByDay = defineReport({
  name: 'salesByDay',
  label: { zh: '销售日报', en: 'Sales by day' },
  area: 'sales',
  parameters: {
    from: date({ label: { zh: '开始日期', en: 'From' }, required: true }),
    until: date({ label: { zh: '结束日期', en: 'Until' }, required: true }),
  },
  source: 'order',
  where: { status: ['approved', 'closed'], placedOn: { gte: parameter('from'), lte: parameter('until') } },
  columns: [
    { name: 'day', label: { zh: '日期', en: 'Day' }, of: 'placedOn:day' },
    { name: 'orders', label: { zh: '订单数', en: 'Orders' }, measure: 'count', total: true },
    { name: 'net', label: { zh: '未税金额', en: 'Net amount' }, measure: 'sum(subtotal)', total: true },
    { name: 'tax', label: { zh: '税额', en: 'Tax' }, measure: 'sum(tax)', total: true },
    { name: 'total', label: { zh: '价税合计', en: 'Total' }, measure: 'sum(total)', total: true },
    { name: 'margin', label: { zh: '毛利', en: 'Gross margin' }, measure: 'sum(margin)', total: true },
  ],
  sort: ['day'],
  chart: { kind: 'line', x: 'day', y: 'total' },
  roles: ['salesRep', 'salesLead', 'accountant', 'manager', 'admin'],
  period: ['from', 'until'],
})
