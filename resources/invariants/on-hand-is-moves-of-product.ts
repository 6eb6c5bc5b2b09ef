import { defineInvariant } from '#define'

/** Balances are caches of the book; with the same check by warehouse this pins every balance. */
export const onHandIsMovesOfProduct = defineInvariant({
  name: 'onHandIsMovesOfProduct',
  label: { zh: '产品的现存量等于流水合计', en: 'On hand of a product is the sum of its moves' },
  resource: 'product',
  broken: 'sum(balances.onHand) <> sum(moves.quantity)',
})
