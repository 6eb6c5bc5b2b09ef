import { defineInvariant } from '#define'

/** Every piece that left the stock left on a shipment, and the other way round. */
export const issuedIsShipped = defineInvariant({
  name: 'issuedIsShipped',
  label: { zh: '出库流水等于已出库的出货明细', en: 'What the moves issue is what the shipments shipped' },
  resource: 'product',
  broken: "sum(moves.quantity, kind = 'issue') + sum(shipmentLines.quantity, shipment.status = 'shipped') <> 0",
})
