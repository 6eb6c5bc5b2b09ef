import type { ValueType } from '../../expressions/tree.js'
import type { Value } from '../../expressions/value.js'
import { isDay } from '../../kernel/clock.js'
import { Decimal, isDecimalText } from '../../kernel/decimal.js'
import { isId } from '../../kernel/ids.js'
import type { DialectName } from '../dialect.js'
import { parameterFor } from '../parameters.js'
import { type Fragment, parameter, raw, sql, type Typed, typed } from './fragment.js'

/** Every parameter is cast, or a database would guess: MySQL compares decimals given as text in floating point. */
const casts: Readonly<Record<DialectName, Readonly<Partial<Record<ValueType, string>>>>> = {
  mysql: { decimal: 'DECIMAL(65,30)', reference: 'SIGNED', date: 'DATE', instant: 'DATETIME(3)', text: 'CHAR' },
  postgres: {
    decimal: 'NUMERIC',
    reference: 'BIGINT',
    date: 'DATE',
    instant: 'TIMESTAMPTZ',
    text: 'TEXT',
    boolean: 'BOOLEAN',
    list: 'JSONB',
  },
}

/** An absent value of a type. */
export function nullOf(dialect: DialectName, type: ValueType): Typed {
  const cast = casts[dialect][type]
  return typed(type, raw(cast === undefined ? 'NULL' : `CAST(NULL AS ${cast})`))
}

/** A value as a parameter of its type; `want` decides for text that stands for something else. Null for a list, which stands in IN only. */
export function constantSql(dialect: DialectName, value: Value, type: ValueType, want: ValueType = type): Typed {
  if (value === null || Array.isArray(value)) return nullOf(dialect, type === 'unknown' ? want : type)
  if (typeof value === 'boolean') return typed('boolean', raw(value ? 'TRUE' : 'FALSE'))
  if (value instanceof Decimal) return typed('decimal', castTo(dialect, 'decimal', value.toFixed()))
  const as = type === 'text' || type === 'unknown' ? textType(String(value), want) : type
  return typed(as, castTo(dialect, as, String(value)))
}

/** What a text stands for beside a value of the wanted type. */
function textType(value: string, want: ValueType): ValueType {
  if (want === 'decimal') return isDecimalText(value) ? 'decimal' : 'text'
  if (want === 'date') return isDay(value) ? 'date' : 'text'
  return want === 'instant' || want === 'reference' ? want : 'text'
}

function castTo(dialect: DialectName, type: ValueType, value: string): Fragment {
  const cast = casts[dialect][type] ?? 'CHAR'
  if (type === 'decimal') return sql`CAST(${parameter(parameterFor('decimal', value))} AS ${decimalCast(dialect, value)})`
  if (type === 'reference') return sql`CAST(${parameter(parameterFor('id', isId(value) ? value : noId))} AS ${cast})`
  if (type === 'date') return sql`CAST(${parameter(value)} AS ${cast})`
  if (type === 'instant') return sql`CAST(${parameter(parameterFor('instant', value))} AS ${cast})`
  return textSql(dialect, value)
}

/** What is no id equals none: no row has id 0. */
const noId = '0'

/** Compared byte by byte, also with another constant. */
function textSql(dialect: DialectName, value: string): Fragment {
  const text = parameter(parameterFor('text', value))
  return dialect === 'mysql' ? sql`(${text} COLLATE utf8mb4_bin)` : sql`(CAST(${text} AS TEXT) COLLATE "C")`
}

/** As many digits as the number has: wider ones would crowd out the whole part of a product. */
function decimalCast(dialect: DialectName, value: string): string {
  const scale = new Decimal(value).decimalPlaces()
  return dialect === 'mysql' ? `DECIMAL(${Math.min(65, 35 + scale)},${Math.min(30, scale)})` : 'NUMERIC'
}
