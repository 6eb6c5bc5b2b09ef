import { defineInvariant } from '#define'

/** Stock cannot be promised twice. */
export const reservedWithinOnHand = defineInvariant({
  name: 'reservedWithinOnHand',
  label: { zh: '预留不超过现存', en: 'No more is reserved than is on hand' },
  resource: 'stockBalance',
  broken: 'reserved > onHand or reserved < 0 or onHand < 0',
})
