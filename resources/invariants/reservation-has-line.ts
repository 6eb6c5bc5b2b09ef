import { defineInvariant } from '#define'

/** Nothing is held for a line that is no more. */
export const reservationHasLine = defineInvariant({
  name: 'reservationHasLine',
  label: { zh: '预留都有订单明细', en: 'What is held is held for an order line' },
  resource: 'stockReservation',
  broken: 'quantity > 0 and empty(orderLine.order)',
})
