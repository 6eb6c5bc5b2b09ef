/**
 * Sums that rows of one resource keep in rows of others. A row's contribution is computed before and after its change, and only the
 * difference travels, to rows locked in the model's one global order. Nobody's version changes by it.
 */
import type { ResourceModel, RollupModel } from '../../compile/model.js'
import { type StoredRow, storedOf } from '../../compile/stored-row.js'
import { evaluate, holds } from '../../expressions/evaluate.js'
import type { Scope } from '../../expressions/scope.js'
import { Decimal, decimalOf } from '../../kernel/decimal.js'

/** By target resource, row and field: what is to be added. */
export type Deltas = Map<string, Map<string, Map<string, Decimal>>>

/** One row, with what expressions read on it now. */
export interface Seen {
  readonly resource: ResourceModel
  readonly row: StoredRow
  readonly scope: Scope
}

/** Adds what a row contributes as it is known now (`1`), or takes away what it contributes (`-1`). Ask before the row changes, and after. */
export function addContributions(deltas: Deltas, seen: Seen, sign: 1 | -1): void {
  for (const rollup of seen.resource.rollups) contribute(deltas, rollup, { seen, sign })
}

function contribute(deltas: Deltas, rollup: RollupModel, of: { seen: Seen; sign: 1 | -1 }): void {
  const target = of.seen.row[rollup.by]
  if (typeof target !== 'string') return
  const amount = contributionOf(rollup, of.seen.scope).times(of.sign)
  if (amount.isZero()) return
  const rows = deltas.get(rollup.target) ?? new Map<string, Map<string, Decimal>>()
  const fields = rows.get(target) ?? new Map<string, Decimal>()
  fields.set(rollup.field, (fields.get(rollup.field) ?? new Decimal(0)).plus(amount))
  deltas.set(rollup.target, rows.set(target, fields))
}

function contributionOf(rollup: RollupModel, scope: Scope): Decimal {
  if (rollup.where !== null && !holds(rollup.where, scope)) return new Decimal(0)
  if (rollup.value === null) return new Decimal(1)
  const value = evaluate(rollup.value, scope)
  return value instanceof Decimal ? value : new Decimal(0)
}

/** The row with the differences added; fields whose difference came to nothing stay as they are. */
export function withDeltas(resource: ResourceModel, row: StoredRow, fields: ReadonlyMap<string, Decimal>): StoredRow {
  const changed = [...fields].flatMap(([name, delta]) => {
    const field = resource.fields[name]
    return field === undefined || delta.isZero() ? [] : [[name, storedOf(field, decimalOf(String(row[name] ?? '0')).plus(delta))] as const]
  })
  return { ...row, ...Object.fromEntries(changed) }
}
