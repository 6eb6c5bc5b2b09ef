import mysql, { type TypeCastField, type TypeCastNext } from 'mysql2'
import { isInstant, plainValue } from './parameters.js'
import { assertParameterCount, splitAtPlaceholders } from './placeholders.js'

/**
 * Puts parameters into the text as literals (mysql2 would replace a `?` inside quotes as well, and turn objects into assignments).
 * Sessions run with a fixed sql_mode in which a backslash escapes, as the literals need.
 */
export function withLiterals(sql: string, parameters: readonly unknown[]): string {
  assertParameterCount(sql, parameters.length)
  return splitAtPlaceholders(sql).reduce((text, part, index) => `${text}${literal(parameters[index - 1])}${part}`)
}

function literal(value: unknown): string {
  const plain = plainValue(value)
  if (plain === null) return 'NULL'
  if (typeof plain === 'string') return mysql.escape(isInstant(plain) ? mysqlInstant(plain) : plain)
  if (typeof plain === 'boolean' || typeof plain === 'number' || typeof plain === 'bigint') return String(plain)
  if (plain instanceof Uint8Array) return `X'${Buffer.from(plain).toString('hex')}'`
  return 'text' in plain ? mysql.escape(plain.text) : plain.toFixed()
}

/** `2026-11-22T08:00:00.120Z` → `2026-11-22 08:00:00.120`; sessions are in UTC. */
function mysqlInstant(text: string): string {
  return text.slice(0, -1).replace('T', ' ')
}

/** LONGTEXT holds JSON and nothing else (long text is MEDIUMTEXT); the server's own tables use it for anything. */
const longTextBytes = 4_294_967_295

/** How MySQL's values read: booleans, instants as ISO 8601 UTC, JSON parsed; the rest is set by the pool's options. */
export function castValue(field: TypeCastField, next: TypeCastNext): unknown {
  if (field.type === 'TINY' && field.length === 1) return booleanOf(field.string())
  if (field.type === 'DATETIME' || field.type === 'TIMESTAMP') return instantOf(field.string())
  const isJson = field.type === 'BLOB' && field.length === longTextBytes && field.db !== 'information_schema'
  return isJson ? jsonOf(field.string()) : next()
}

function jsonOf(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}

function booleanOf(text: string | null): boolean | null {
  return text === null ? null : text !== '0'
}

function instantOf(text: string | null): string | null {
  if (text === null) return null
  const [day = '', time = ''] = text.split(' ')
  const [seconds = '', fraction = ''] = time.split('.')
  return `${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}
