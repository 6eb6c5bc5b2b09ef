import type { Dialect, DuplicateKey } from './dialect.js'
import { codeOf, isNetworkError, textOf } from './driver-errors.js'
import { numberPlaceholders } from './placeholders.js'

const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`
const inserted = (column: string): string => `excluded.${quote(column)}`

export const postgresDialect: Dialect = {
  name: 'postgres',
  quote,
  placeholders: numberPlaceholders,
  draw: (column) => ({ assignment: `${column} = ${column} + 1`, tail: ` RETURNING ${column} AS drawn` }),
  forUpdate: ' FOR UPDATE',
  forShare: ' FOR SHARE',
  forUpdateSkipLocked: ' FOR UPDATE SKIP LOCKED',
  sameAs: 'IS NOT DISTINCT FROM',
  inserted,
  onConflictUpdate(key, columns, assign = {}) {
    const taken = columns.map((column) => `${quote(column)} = ${inserted(column)}`)
    const further = Object.entries(assign).map(([column, sql]) => `${quote(column)} = ${sql}`)
    return ` ON CONFLICT (${key.map(quote).join(', ')}) DO UPDATE SET ${[...taken, ...further].join(', ')}`
  },
  orderBy: (expression, descending = false, isNullable = true) => {
    const nulls = descending ? ' NULLS LAST' : ' NULLS FIRST'
    return `${expression} ${descending ? 'DESC' : 'ASC'}${isNullable ? nulls : ''}`
  },
  isDuplicateKey: duplicateKey,
  isOutOfRange: (error) => codeOf(error) === '22003',
  violatedCheck: (error) => (codeOf(error) === '23514' ? textOf(error, 'constraint') : undefined),
  isConflict: (error) => conflicts.has(codeOf(error)),
  isLostConnection: (error) => isNetworkError(error) || lost.test(codeOf(error)) || isBroken(error),
  isTimeout: (error) => codeOf(error) === '57014',
}

/** Serialization failure, deadlock, lock timeout. */
const conflicts = new Set(['40001', '40P01', '55P03'])

/** Connection exceptions, shutdowns, too many connections. */
const lost = /^(08\w{3}|57P0[1-5]|53300)$/

function isBroken(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/.test(
      error.message,
    )
  )
}

function duplicateKey(error: unknown): DuplicateKey | undefined {
  if (codeOf(error) !== '23505') return undefined
  const constraint = textOf(error, 'constraint')
  const [, value = ''] = /=\((.*)\) already exists/s.exec(textOf(error, 'detail')) ?? []
  return { key: constraint.endsWith('_pkey') ? 'PRIMARY' : constraint, value: value.replaceAll(', ', '-') }
}
