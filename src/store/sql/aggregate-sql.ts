import type { AggregateNode } from '../../expressions/tree.js'
import { type Fragment, raw, sql, type Typed, typed } from './fragment.js'
import { conjunction, pathSql, rowsSql, tableOf } from './path-sql.js'
import { columnOf, type Emit, exactly, fieldOf, inner, type Place, positively, targetOf, unguarded } from './sql-scope.js'

/** Rows of a relation, counted or summed by their own query. An unreadable relation has no rows. */
export function aggregateSql(emit: Emit, node: AggregateNode, place: Place): Typed {
  const { owner, relation, id } = ownerOf(emit, node.relation.split('.'), place)
  const field = fieldOf(owner.resource, relation)
  const there = inner(owner, targetOf(place.model, field))
  const by = columnOf(there, fieldOf(there.resource, field.relation?.by ?? ''))
  const where = node.where === null ? [] : [emit(node.where, positively(there), 'boolean')]
  const found = conjunction([sql`${by} = ${id}`, ...readableSql(emit, relation, owner), ...where, ...rowsSql(emit, there)])
  const value = node.value === null ? null : emit(node.value, exactly(there))
  return typed(
    value === null || node.fn === 'count' ? 'decimal' : value.type,
    sql`(SELECT ${measureSql(node, value, place)} FROM ${tableOf(there)} WHERE ${found})`,
  )
}

/** The row the relation starts from: this one, or over references another. */
function ownerOf(
  emit: Emit,
  path: readonly string[],
  place: Place,
): { readonly owner: Place; readonly relation: string; readonly id: Fragment } {
  const relation = path.at(-1) ?? ''
  const hops = path.slice(0, -1)
  const resource = hops.reduce((here, name) => targetOf(place.model, fieldOf(here, name)), place.resource)
  if (hops.length === 0) return { owner: place, relation, id: raw(columnOf(place, fieldOf(place.resource, 'id'))) }
  return { owner: { ...inner(place, resource), alias: place.alias }, relation, id: pathSql(emit, hops, exactly(place)) }
}

function readableSql(emit: Emit, relation: string, owner: Place): readonly Fragment[] {
  const readable = owner.readable?.(relation) ?? 'yes'
  if (readable === 'yes') return []
  return readable === 'no' ? [raw('FALSE')] : [emit(readable, positively(unguarded(owner)))]
}

function measureSql(node: AggregateNode, value: Fragment | null, place: Place): Fragment {
  if (value === null || node.fn === 'count') {
    const count = sql`COUNT(${value ?? '*'})`
    return place.dialect.name === 'mysql' ? count : sql`CAST(${count} AS NUMERIC)`
  }
  return node.fn === 'sum' ? sql`COALESCE(SUM(${value}), 0)` : sql`${node.fn.toUpperCase()}(${value})`
}
