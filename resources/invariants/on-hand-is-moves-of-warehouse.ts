import { defineInvariant } from '#define'

/** Balances are caches of the book; with the same check by product this pins every balance. */
export const onHandIsMovesOfWarehouse = defineInvariant({
  name: 'onHandIsMovesOfWarehouse',
  label: { zh: '仓库的现存量等于流水合计', en: 'On hand of a warehouse is the sum of its moves' },
  resource: 'warehouse',
  broken: 'sum(balances.onHand) <> sum(moves.quantity)',
})
