import { defineInvariant } from '#define'

/** A shipment answers an order line. */
export const shippedWithinOrdered = defineInvariant({
  name: 'shippedWithinOrdered',
  label: { zh: '出库不超过订购', en: 'No more ships than was ordered' },
  resource: 'orderLine',
  broken: 'shipped > quantity',
})
