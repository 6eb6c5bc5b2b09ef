import type { Dialect, DuplicateKey } from './dialect.js'
import { codeOf, isNetworkError, numberOf, textOf } from './driver-errors.js'

const quote = (identifier: string): string => `\`${identifier.replaceAll('`', '``')}\``
const inserted = (column: string): string => `VALUES(${quote(column)})`

export const mysqlDialect: Dialect = {
  name: 'mysql',
  quote,
  placeholders: (sql) => sql,
  draw: (column) => ({ assignment: `${column} = LAST_INSERT_ID(${column} + 1)`, tail: '' }),
  forUpdate: ' FOR UPDATE',
  forShare: ' LOCK IN SHARE MODE',
  forUpdateSkipLocked: ' FOR UPDATE SKIP LOCKED',
  sameAs: '<=>',
  inserted,
  onConflictUpdate(_key, columns, assign = {}) {
    const taken = columns.map((column) => `${quote(column)} = ${inserted(column)}`)
    const further = Object.entries(assign).map(([column, sql]) => `${quote(column)} = ${sql}`)
    return ` ON DUPLICATE KEY UPDATE ${[...further, ...taken].join(', ')}`
  },
  orderBy: (expression, descending = false) => `${expression} ${descending ? 'DESC' : 'ASC'}`,
  isDuplicateKey: duplicateKey,
  isOutOfRange: (error) => outOfRange.has(numberOf(error, 'errno')),
  violatedCheck,
  isConflict: (error) => conflicts.has(numberOf(error, 'errno')),
  isLostConnection: (error) => isNetworkError(error) || lost.has(numberOf(error, 'errno')) || isBroken(error),
  isTimeout: (error) => timeouts.has(numberOf(error, 'errno')),
}

/** Of a value written, and of one computed by the server. */
const outOfRange = new Set([1264, 1690])

/** Deadlock, lock wait timeout, and a record changed since it was read (MariaDB's snapshot isolation). */
const conflicts = new Set([1213, 1205, 1020])

/** Too many connections, shutdown, killed connection, aborted, server gone. */
const lost = new Set([1040, 1053, 1203, 1927, 2006, 2013, 3169, 4031])

/** Interrupted by KILL QUERY, or by the server's own limits. */
const timeouts = new Set([1317, 1969, 3024])

function isBroken(error: unknown): boolean {
  return (
    /^(PROTOCOL_CONNECTION_LOST|PROTOCOL_ENQUEUE_AFTER_|POOL_CLOSED)/.test(codeOf(error)) ||
    (error instanceof Error && error.message === 'Pool is closed.')
  )
}

function duplicateKey(error: unknown): DuplicateKey | undefined {
  if (numberOf(error, 'errno') !== 1062) return undefined
  const [, value = '', key = ''] = /^Duplicate entry '(.*)' for key '(?:[^'.]*\.)?([^']*)'$/s.exec(textOf(error, 'sqlMessage')) ?? []
  return { key, value }
}

/** MariaDB: CONSTRAINT `name` failed for …; MySQL: Check constraint 'name' is violated. */
function violatedCheck(error: unknown): string | undefined {
  if (![4025, 3819].includes(numberOf(error, 'errno'))) return undefined
  const message = textOf(error, 'sqlMessage')
  return (/CONSTRAINT `(?:[^`]*`\.`)?([^`]*)` failed/.exec(message) ?? /Check constraint '([^']*)'/.exec(message))?.[1]
}
