import type { ColumnType } from '../compile/table-model.js'
import type { DialectName } from './dialect.js'

/** MySQL keeps VARCHARs in the row, which holds 65,535 bytes in all; longer texts lie outside it. */
export const longestVarchar = 768

/** What a MySQL TEXT holds whatever the characters. */
export const longestMysqlText = 16_383

/** The column's type as DDL writes it. */
export function typeSql(dialect: DialectName, type: ColumnType): string {
  return dialect === 'mysql' ? mysqlType(type) : postgresType(type)
}

const mysqlTypes = {
  id: 'BIGINT',
  bigint: 'BIGINT',
  integer: 'INT',
  boolean: 'TINYINT(1)',
  date: 'DATE',
  instant: 'DATETIME(3)',
  longText: 'MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  json: 'LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
} as const

function mysqlType(type: ColumnType): string {
  if (type.kind === 'decimal') return `DECIMAL(${type.precision},${type.scale})`
  if (type.kind !== 'text') return mysqlTypes[type.kind]
  if (type.length > longestMysqlText) return mysqlTypes.longText
  const name = type.length > longestVarchar ? 'TEXT' : `VARCHAR(${type.length})`
  return `${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`
}

const postgresTypes = {
  id: 'bigint',
  bigint: 'bigint',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz(3)',
  longText: 'text COLLATE "C"',
  json: 'json',
} as const

function postgresType(type: ColumnType): string {
  if (type.kind === 'decimal') return `numeric(${type.precision},${type.scale})`
  return type.kind === 'text' ? `varchar(${type.length}) COLLATE "C"` : postgresTypes[type.kind]
}

/** What rows that are already there get in a new NOT NULL column. */
export function zeroSql(dialect: DialectName, { kind }: ColumnType): string {
  const text = dialect === 'mysql' ? { empty: "('')", json: "('{}')" } : { empty: "''", json: "'{}'" }
  const zeros: Readonly<Record<ColumnType['kind'], string>> = {
    id: '0',
    bigint: '0',
    integer: '0',
    decimal: '0',
    boolean: 'false',
    date: "'1970-01-01'",
    instant: dialect === 'mysql' ? "'1970-01-01 00:00:00'" : "'1970-01-01 00:00:00+00'",
    text: text.empty,
    longText: text.empty,
    json: text.json,
  }
  return zeros[kind]
}

export type TypeChange = 'same' | 'wider' | 'narrower' | 'incompatible'

/** What it would mean in one dialect: two types that it writes alike are the same. */
export function changeOf(dialect: DialectName, current: ColumnType, desired: ColumnType): TypeChange {
  return typeSql(dialect, current) === typeSql(dialect, desired) ? 'same' : compareTypes(current, desired)
}

/** What it would mean to turn a column of one type into another. */
export function compareTypes(current: ColumnType, desired: ColumnType): TypeChange {
  if (current.kind === 'decimal' && desired.kind === 'decimal') return compareDecimals(current, desired)
  if (current.kind === 'text' && desired.kind === 'text') return byNumber(current.length, desired.length)
  if (wholeDigits[current.kind] !== undefined) return compareWhole(current, desired)
  if (current.kind === desired.kind) return 'same'
  if (current.kind === 'text' && desired.kind === 'longText') return 'wider'
  return current.kind === 'longText' && desired.kind === 'text' ? 'narrower' : 'incompatible'
}

/** Digits in front of the point that the type can hold, and those that it needs to be held. */
const wholeDigits: Readonly<Partial<Record<ColumnType['kind'], number>>> = { integer: 10, bigint: 19, id: 19 }

function compareWhole(current: ColumnType, desired: ColumnType): TypeChange {
  const digits = wholeDigits[current.kind] ?? 0
  if (desired.kind === 'decimal') return desired.precision - desired.scale >= digits ? 'wider' : 'incompatible'
  const wanted = wholeDigits[desired.kind]
  return wanted === undefined ? 'incompatible' : byNumber(digits, wanted)
}

type DecimalType = Extract<ColumnType, { kind: 'decimal' }>

function compareDecimals(current: DecimalType, desired: DecimalType): TypeChange {
  const whole = byNumber(current.precision - current.scale, desired.precision - desired.scale)
  const scale = byNumber(current.scale, desired.scale)
  if (whole === 'narrower' || scale === 'narrower') return 'narrower'
  return whole === 'wider' || scale === 'wider' ? 'wider' : 'same'
}

function byNumber(current: number, desired: number): TypeChange {
  return desired > current ? 'wider' : desired < current ? 'narrower' : 'same'
}
