import { defineInvariant } from '#define'

/** Stock of a closed or cancelled order is free for others. */
export const nothingHeldForEndedOrders = defineInvariant({
  name: 'nothingHeldForEndedOrders',
  label: { zh: '已结束的订单不占库存', en: 'Ended orders hold no stock' },
  resource: 'orderLine',
  broken: "order.status in ('closed', 'cancelled') and reserved > 0",
})
