import type { Text } from '../kernel/texts.js'

/**
 * A book of quantities: what there is of an item at a place. Balances are caches of its entries.
 * The three named resources are kept by the ledger: nobody creates, updates or removes their rows.
 */
export interface Ledger {
  readonly name: string
  readonly label: Text
  /** Fields, alike in all three resources, that say what is counted and where. */
  readonly dimensions: { readonly item: string; readonly place: string }
  /** Resource of the append-only rows: item, place, quantity (signed), unitCost, value, kind, sourceResource, sourceId, sourceLineId, effectiveOn, sequence. */
  readonly entries: string
  /** Resource of the live promises: item, place, quantity (still held), sourceLine (a reference), kept when zero. */
  readonly reservations: string
  /** The reference field in a reservation that names the line it is held for. */
  readonly heldFor: string
  /** Resource of the balances: item, place, onHand, reserved, incoming, averageCost. One row an item and place. */
  readonly balances: string
  /** Jobs that get `{ balances: [id …] }` whenever a balance changed. */
  readonly onChange?: readonly string[]
  /** Jobs that get `{ item, place }` when more became free. */
  readonly onFree?: readonly string[]
}

export const defineLedger = (ledger: Ledger): Ledger => ledger
