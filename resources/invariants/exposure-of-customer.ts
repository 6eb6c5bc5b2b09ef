import { defineInvariant } from '#define'

/** The credit check reads a sum that is kept up to date; this is the sum itself. */
export const exposureOfCustomer = defineInvariant({
  name: 'exposureOfCustomer',
  label: { zh: '占用额度等于已审核订单合计', en: 'Credit in use is the sum of approved orders' },
  resource: 'customer',
  broken: "exposure <> sum(orders.total, status = 'approved')",
})
