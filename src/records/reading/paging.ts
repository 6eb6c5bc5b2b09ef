import { MalformedError } from '../../kernel/errors.js'
import type { OrderTerm } from '../../store/rows/order-term.js'
import type { Slice } from '../../store/rows/row-query.js'
import type { ListQuery } from '../door.js'
import { keysFrom } from './cursor.js'

const mostRows = 200
const usualRows = 50
/** Rows that may be skipped by number; further on, `after` costs the same everywhere. */
const farthestRow = 1_000_000

/** Which slice of the rows a page shows. */
export interface PageSpot {
  /** From 1; null after a cursor. */
  readonly number: number | null
  readonly size: number
  readonly slice: Slice
}

/** @throws MalformedError `bad-size`, `bad-page`, `page-too-far`, `bad-cursor` */
export function pageSpot(query: ListQuery, order: readonly OrderTerm[]): PageSpot {
  const size = query.size ?? usualRows
  if (!Number.isInteger(size) || size < 1 || size > mostRows) {
    throw new MalformedError('bad-size', { zh: `每页 1 到 ${mostRows} 行。`, en: `A page has 1 to ${mostRows} rows.` })
  }
  if (query.after !== undefined) return { number: null, size, slice: { after: keysFrom(order, query.after), offset: 0, limit: size + 1 } }
  const number = query.page ?? 1
  if (!Number.isInteger(number) || number < 1)
    throw new MalformedError('bad-page', { zh: '页码从 1 开始。', en: 'Pages are numbered from 1.' })
  const offset = (number - 1) * size
  if (offset + size > farthestRow) {
    throw new MalformedError('page-too-far', {
      zh: '页码过大，请缩小范围或使用 after。',
      en: 'That page is too far on; narrow the list, or go on by “after”.',
    })
  }
  return { number, size, slice: { after: null, offset, limit: size + 1 } }
}
