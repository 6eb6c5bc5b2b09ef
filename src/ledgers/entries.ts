import { type Decimal, formatDecimal } from '../kernel/decimal.js'
import { BlockedError } from '../kernel/errors.js'
import { insertRecords } from '../store/rows/write-row.js'
import type { PostingLine, PostingRequest } from '../workflow/posting.js'
import { type Book, columnOf, resourceOf, stamped } from './balances.js'
import { stored } from './demand.js'
import type { Source, Touched } from './posted.js'

/** A line with the sign and the cost it is booked with. */
export interface Booked {
  readonly line: PostingLine
  readonly quantity: Decimal
  readonly unitCost: Decimal
}

/**
 * Appends the rows of a posting. A unique key per source line and kind makes a repeated posting harmless: it is refused.
 * @throws BlockedError `already-posted`
 */
export async function append(
  book: Book,
  source: Source,
  entries: { request: PostingRequest; booked: readonly Booked[] },
): Promise<readonly Touched[]> {
  await refuseRepeated(book, entries.request)
  const rows = entries.booked.map((one) => entryOf(book, source, { ...one, request: entries.request }))
  await insertRecords(book.tx, resourceOf(book, 'entries'), rows)
  return rows.map((after) => ({ resource: book.ledger.entries, before: null, after }))
}

function entryOf(book: Book, source: Source, one: Booked & { request: PostingRequest }) {
  const { item, place } = book.ledger.dimensions
  return {
    ...stamped(book),
    [item]: one.line.item,
    [place]: one.line.place,
    kind: one.request.move,
    quantity: stored(one.quantity),
    unitCost: formatDecimal(one.unitCost, 8),
    value: formatDecimal(one.quantity.times(one.unitCost), 2),
    sourceResource: source.resource,
    sourceId: source.id,
    sourceLineId: one.line.lineId,
    effectiveOn: one.request.effectiveOn,
  }
}

async function refuseRepeated(book: Book, request: PostingRequest): Promise<void> {
  const entries = resourceOf(book, 'entries')
  const [line, kind] = ['sourceLineId', 'kind'].map((name) => columnOf(book, entries, name)) as [string, string]
  const marks = request.lines.map(() => '?').join(', ')
  const sql = `SELECT id FROM ${book.tx.dialect.quote(entries.table)} WHERE ${line} IN (${marks}) AND ${kind} = ? LIMIT 1`
  const found = await book.tx.query(sql, [...request.lines.map((one) => one.lineId), request.move])
  if (found.length > 0)
    throw new BlockedError('already-posted', { zh: '该单据已过账，不能重复过账。', en: 'This document has been posted already.' })
}
