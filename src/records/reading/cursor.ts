/** Where a page ended, as outside systems hand it back: sort values and id. It opens nothing: permissions are applied anew. */
import { isDay, utcOf } from '../../kernel/clock.js'
import { isDecimalText } from '../../kernel/decimal.js'
import { MalformedError } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import type { Keys } from '../../store/rows/keyset.js'
import type { OrderTerm } from '../../store/rows/order-term.js'

const longestCursor = 4_000

export function cursorOf(order: readonly OrderTerm[], keys: Keys): string {
  return Buffer.from(JSON.stringify([signatureOf(order), ...keys])).toString('base64url')
}

/** Where a list by `-id` goes on behind a record. */
export const cursorBehind = (id: string): string => Buffer.from(JSON.stringify(['-id', id])).toString('base64url')

/** @throws MalformedError `bad-cursor` when it was made by another sort, or not by us */
export function keysFrom(order: readonly OrderTerm[], cursor: string): Keys {
  const [signature, ...keys] = partsOf(cursor)
  const fits = signature === signatureOf(order) && keys.length === order.length && order.every((term, index) => isKeyOf(term, keys[index]))
  if (!fits) throw badCursor()
  return keys as Keys
}

function partsOf(cursor: string): readonly unknown[] {
  if (cursor.length > longestCursor) throw badCursor()
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) ? parts : []
  } catch (error) {
    if (error instanceof SyntaxError) throw badCursor()
    throw error
  }
}

function badCursor(): MalformedError {
  return new MalformedError('bad-cursor', {
    zh: '翻页标记无效，请从第一页开始。',
    en: 'The page cursor is not valid; start from the first page.',
  })
}

function signatureOf(order: readonly OrderTerm[]): string {
  return order.map((term) => `${term.descending ? '-' : ''}${term.name}`).join(',')
}

function isKeyOf(term: OrderTerm, key: unknown): boolean {
  if (key === null) return term.nullable
  if (term.type === 'boolean') return typeof key === 'boolean'
  return typeof key === 'string' && isTextOf(term, key)
}

function isTextOf(term: OrderTerm, key: string): boolean {
  if (term.type === 'decimal') return isDecimalText(key)
  if (term.type === 'date') return isDay(key) && key >= '1000'
  if (term.type === 'reference') return isId(key)
  return term.type === 'instant' ? utcOf(key) === key : !/[\0\p{Surrogate}]/u.test(key)
}
