import { defineInvariant } from '#define'

/** What an order comes to is what its lines come to. */
export const totalOfOrder = defineInvariant({
  name: 'totalOfOrder',
  label: { zh: '订单金额等于明细合计', en: 'An order comes to what its lines come to' },
  resource: 'order',
  broken: 'subtotal <> sum(lines.amount) or tax <> sum(lines.tax)',
})
