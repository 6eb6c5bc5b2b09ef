import { defineInvariant } from '#define'

/** The roll-up and the reservations agree. */
export const reservedOfLine = defineInvariant({
  name: 'reservedOfLine',
  label: { zh: '订单明细的预留等于预留明细', en: 'Reserved of a line is what is held for it' },
  resource: 'orderLine',
  broken: 'reserved <> sum(reservations.quantity)',
})
