import { defineInvariant } from '#define'

/** What is promised is the sum of what is held for each line. */
export const reservedIsReservationsOfWarehouse = defineInvariant({
  name: 'reservedIsReservationsOfWarehouse',
  label: { zh: '仓库的预留量等于预留明细合计', en: 'Reserved of a warehouse is the sum of its reservations' },
  resource: 'warehouse',
  broken: 'sum(balances.reserved) <> sum(reservations.quantity)',
})
