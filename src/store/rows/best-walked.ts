/** Whether a list is best walked in its order. */
import { readsElsewhere } from '../../expressions/references.js'
import type { OrderTerm } from './order-term.js'
import type { RowQuery } from './row-query.js'

/**
 * Some branch reads other rows than its own, whose index is over there while the list's order is here: no index gives both.
 * And the table can be walked in the list's order without being sorted.
 */
export function isBestWalked(query: RowQuery): boolean {
  return query.branches.some(readsElsewhere) && isIndexed(query)
}

/** Does an index give all rows of the table in this order? */
function isIndexed({ scope, order }: RowQuery): boolean {
  const columns = order.map((term) => columnOf(scope, term))
  const isOneWay = order.every((term) => term.descending === order[0]?.descending)
  const indexes = scope.model.tables.find(({ name }) => name === scope.resource.table)?.indexes ?? []
  return isOneWay && (columns[0] === 'id' || indexes.some((index) => columns.every((column, at) => index.columns[at] === column)))
}

/** The column a term sorts by; null when it is more than a column, or hidden on some rows. */
function columnOf({ resource, dialect, alias }: RowQuery['scope'], { name, value }: OrderTerm): string | null {
  if (name === 'id') return 'id'
  const field = resource.fields[name]
  const column = field?.sortColumn ?? field?.column ?? null
  return column !== null && value.sql === `${alias}.${dialect.quote(column)}` ? column : null
}
