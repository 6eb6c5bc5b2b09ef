import type { FieldModel } from '../../compile/model.js'
import { nullOf } from './constants.js'
import { type Fragment, join, raw, sql, type Typed, typed } from './fragment.js'
import { columnOf, type Emit, fieldOf, inner, type Place, positively, targetOf, unguarded } from './sql-scope.js'

/** A field of the row, or over references of the rows they refer to, each by its own small query. */
export function pathSql(emit: Emit, path: readonly string[], place: Place): Typed {
  const [name = '', ...rest] = path
  const field = fieldOf(place.resource, name)
  if (rest.length === 0) return fieldSql(emit, field, place)
  const there = inner(place, targetOf(place.model, field))
  const value = pathSql(emit, rest, there)
  const found = conjunction([
    sql`${columnOf(there, fieldOf(there.resource, 'id'))} = ${fieldSql(emit, field, place)}`,
    ...rowsSql(emit, there),
  ])
  return typed(value.type, sql`(SELECT ${value} FROM ${tableOf(there)} WHERE ${found})`)
}

/** The field where it may be read, NULL where it may not. */
function fieldSql(emit: Emit, field: FieldModel, place: Place): Typed {
  const readable = place.readable?.(field.name) ?? 'yes'
  if (readable === 'no') return nullOf(place.dialect.name, field.value)
  const value = openFieldSql(emit, field, place)
  if (readable === 'yes') return value
  return typed(value.type, sql`(CASE WHEN ${emit(readable, positively(unguarded(place)))} THEN ${value} END)`)
}

/** A formula without a column is computed where it is read, rounded as if it were stored. */
function openFieldSql(emit: Emit, field: FieldModel, place: Place): Typed {
  if (field.column === null && field.formula !== null) {
    const value = emit(field.formula, { ...unguarded(place), positive: false }, field.value)
    return field.value === 'decimal' ? typed('decimal', sql`ROUND(${value}, ${String(field.scale ?? 0)})`) : value
  }
  const column = raw(columnOf(place, field))
  if (field.name !== 'version') return typed(field.value, column)
  return typed('decimal', place.dialect.name === 'mysql' ? column : sql`CAST(${column} AS NUMERIC)`)
}

/**
 * `order.customer` → the rows of customers for which `test` holds, as an IN on the reference: an index on the reference, or on what
 * the test reads, serves it. Only where unknown means no.
 */
export function seekSql(
  place: Place,
  emit: Emit,
  seek: { readonly path: readonly string[]; readonly test: (rest: readonly string[], there: Place) => Fragment },
): Fragment {
  const [name = '', ...rest] = seek.path
  const field = fieldOf(place.resource, name)
  const there = inner(place, targetOf(place.model, field))
  const found = conjunction([seek.test(rest, there), ...rowsSql(emit, there)])
  const id = columnOf(there, fieldOf(there.resource, 'id'))
  return sql`(${fieldSql(emit, field, place)} IN (SELECT ${id} FROM ${tableOf(there)} WHERE ${found}))`
}

/** Which rows of the resource may be read on the way. */
export function rowsSql(emit: Emit, there: Place): readonly Fragment[] {
  const crossing = there.across?.(there.resource.name)
  return crossing === undefined ? [] : [emit(crossing.rows, positively(unguarded(there)))]
}

/** `FROM` this: the table under the place's alias. */
export function tableOf(place: Place): string {
  return `${place.dialect.quote(place.resource.table)} ${place.alias}`
}

export function conjunction(conditions: readonly Fragment[]): Fragment {
  return conditions.length === 0 ? raw('TRUE') : join(conditions, ' AND ')
}
