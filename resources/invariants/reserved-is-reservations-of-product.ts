import { defineInvariant } from '#define'

/** What is promised is the sum of what is held for each line. */
export const reservedIsReservationsOfProduct = defineInvariant({
  name: 'reservedIsReservationsOfProduct',
  label: { zh: '产品的预留量等于预留明细合计', en: 'Reserved of a product is the sum of its reservations' },
  resource: 'product',
  broken: 'sum(balances.reserved) <> sum(reservations.quantity)',
})
