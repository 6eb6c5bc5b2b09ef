/** Rows kept in memory, read by expressions as the database's rows are. */
import type { Model } from '../../src/compile/model.js'
import type { ActorValues, Scope } from '../../src/expressions/scope.js'
import { typedValue, type Value } from '../../src/expressions/value.js'
import { resourceOf } from './model.js'

export type MemoryRow = Readonly<Record<string, unknown>> & { readonly id: string }
export type MemoryRows = Readonly<Record<string, readonly MemoryRow[]>>

export interface MemoryWorld {
  readonly model: Model
  readonly rows: MemoryRows
  readonly actor: ActorValues
  readonly today: string
  readonly now: string
}

export const nobody: ActorValues = { id: null, department: null, departments: [], roles: [], warehouse: null }

export function scopeIn(world: MemoryWorld, resource: string, row: MemoryRow): Scope {
  return {
    read: (path) => readIn(world, resource, row, path),
    rows: (relation) => rowsIn(world, resource, row, relation.split('.')),
    actor: world.actor,
    today: world.today,
    now: world.now,
    answer: () => null,
  }
}

function readIn(world: MemoryWorld, resource: string, row: MemoryRow, [name = '', ...rest]: readonly string[]): Value {
  const field = resourceOf(world.model, resource).fields[name]
  if (field === undefined) throw new Error(`no field ${resource}.${name}`)
  if (rest.length === 0) return typedValue(row[name], field.value)
  const next = rowOf(world, field.target, row[name])
  return next === undefined ? null : readIn(world, field.target ?? '', next, rest)
}

function rowsIn(world: MemoryWorld, resource: string, row: MemoryRow, [name = '', ...rest]: readonly string[]): readonly Scope[] {
  const field = resourceOf(world.model, resource).fields[name]
  const target = field?.target ?? ''
  if (rest.length > 0) {
    const next = rowOf(world, target, row[name])
    return next === undefined ? [] : rowsIn(world, target, next, rest)
  }
  const by = field?.relation?.by ?? ''
  return (world.rows[target] ?? []).filter((one) => one[by] === row.id).map((one) => scopeIn(world, target, one))
}

function rowOf(world: MemoryWorld, resource: string | null, id: unknown): MemoryRow | undefined {
  return resource === null ? undefined : world.rows[resource]?.find((one) => one.id === id)
}
