import mysql, { type FieldPacket, type TypeCastField, type TypeCastNext } from 'mysql2'
import { isInstant, plainValue } from './parameters.js'
import { assertParameterCount, templateOf } from './placeholders.js'

/**
 * Puts parameters into the text as literals (mysql2 would replace a `?` inside quotes as well, and turn objects into assignments).
 * Sessions run with a fixed sql_mode in which a backslash escapes, as the literals need. The server takes several statements at once, so each
 * is checked, before its parameters are put in, to be one.
 */
export function withLiterals(sql: string, parameters: readonly unknown[]): string {
  assertParameterCount(sql, parameters.length)
  const { parts, isOne } = templateOf(sql)
  if (!isOne) throw new Error(`more than one statement: ${sql.slice(0, 300)}`)
  return parts.reduce((text, part, index) => `${text}${literal(parameters[index - 1])}${part}`)
}

function literal(value: unknown): string {
  const plain = plainValue(value)
  if (plain === null) return 'NULL'
  if (typeof plain === 'string') return mysql.escape(isInstant(plain) ? mysqlInstant(plain) : plain)
  if (typeof plain === 'boolean' || typeof plain === 'number' || typeof plain === 'bigint') return String(plain)
  if (plain instanceof Uint8Array) return `X'${Buffer.from(plain).toString('hex')}'`
  if ('digits' in plain) return plain.digits
  return 'text' in plain ? mysql.escape(plain.text) : plain.toFixed()
}

/** `2026-11-22T08:00:00.120Z` → `2026-11-22 08:00:00.120`; sessions are in UTC. */
function mysqlInstant(text: string): string {
  return text.slice(0, -1).replace('T', ' ')
}

/** LONGTEXT holds JSON and nothing else (long text is MEDIUMTEXT); the server's own tables use it for anything. */
const longTextBytes = 4_294_967_295

type Cast = (text: string | null) => unknown

/** How MySQL's values read: booleans, instants as ISO 8601 UTC, JSON parsed; the rest is set by the pool's options. */
export function castValue(field: TypeCastField, next: TypeCastNext): unknown {
  const cast = castFor(field.type, field.length)
  return cast === null || (cast === jsonOf && field.db === informationSchema) ? next() : cast(field.string('utf8'))
}

/** The same for a whole result, whose values the pool has read by its options: only columns that need it are looked at. */
export function castColumns(rows: Record<string, unknown>[], fields: readonly FieldPacket[]): readonly Record<string, unknown>[] {
  for (const field of fields) {
    const cast = castFor(typeNames[field.columnType ?? 0], field.columnLength)
    if (cast === null || (cast === jsonOf && field.schema === informationSchema)) continue
    for (const row of rows) row[field.name] = cast(textOf(row[field.name]))
  }
  return rows
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

const informationSchema = 'information_schema'

/** Types that want a cast, by their numbers in the protocol. */
const typeNames: Readonly<Record<number, string>> = { 1: 'TINY', 7: 'TIMESTAMP', 12: 'DATETIME', 245: 'JSON', 252: 'BLOB' }

function castFor(type: string | undefined, length: number | undefined): Cast | null {
  if (type === 'TINY' && length === 1) return booleanOf
  if (type === 'DATETIME' || type === 'TIMESTAMP') return instantOf
  return type === 'JSON' || (type === 'BLOB' && length === longTextBytes) ? jsonOf : null
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
