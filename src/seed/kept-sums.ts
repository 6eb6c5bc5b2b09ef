/** Sums that loaded rows keep in rows loaded before them, added up in memory and written once at the end. */
import type { Model, RollupModel } from '../compile/model.js'
import { evaluate, holds } from '../expressions/evaluate.js'
import { Decimal, decimalOf, formatDecimal } from '../kernel/decimal.js'
import type { Database } from '../store/database.js'
import { parameterFor } from '../store/parameters.js'
import { scopeOf, type Whole } from './computed-row.js'

const rowsPerTransaction = 1_000

export class KeptSums {
  /** `resource.field` of sums that the rows brought along. */
  private readonly given = new Set<string>()
  /** By `resource.field`, then id. */
  private readonly sums = new Map<string, Map<string, Decimal>>()

  constructor(private readonly model: Model) {}

  /** The rows of a resource say this sum themselves. */
  give(resource: string, field: string): void {
    this.given.add(`${resource}.${field}`)
  }

  add(whole: Whole): void {
    for (const rollup of whole.resource.rollups) {
      if (!this.given.has(`${rollup.target}.${rollup.field}`)) this.contribute(rollup, whole)
    }
  }

  async write(database: Database): Promise<void> {
    for (const [key, sums] of this.sums) {
      const rows = [...sums].filter(([, sum]) => !sum.isZero())
      for (let start = 0; start < rows.length; start += rowsPerTransaction) {
        await database.transaction((tx) => this.writeSome(tx, key, rows.slice(start, start + rowsPerTransaction)))
      }
    }
  }

  private contribute(rollup: RollupModel, whole: Whole): void {
    const target = whole.row[rollup.by]
    if (typeof target !== 'string') return
    if (rollup.fn !== 'sum' && rollup.fn !== 'count')
      throw new Error(`${rollup.fn} of ${rollup.target}.${rollup.field} is not kept in bulk`)
    const scope = scopeOf(whole)
    if (rollup.where !== null && !holds(rollup.where, scope)) return
    const value = rollup.value === null ? new Decimal(1) : evaluate(rollup.value, scope)
    if (!(value instanceof Decimal)) return
    const key = `${rollup.target}.${rollup.field}`
    const sums = this.sums.get(key) ?? new Map<string, Decimal>()
    this.sums.set(key, sums.set(target, (sums.get(target) ?? decimalOf(0)).plus(value)))
  }

  private async writeSome(
    tx: Pick<Database, 'dialect' | 'execute'>,
    key: string,
    rows: readonly (readonly [string, Decimal])[],
  ): Promise<void> {
    const [name = '', fieldName = ''] = key.split('.')
    const resource = this.model.resources[name]
    const field = resource?.fields[fieldName]
    if (resource === undefined || field?.column == null) throw new Error(`${key} is not stored`)
    const column = tx.dialect.quote(field.column)
    const statement = `UPDATE ${tx.dialect.quote(resource.table)} SET ${column} = ${column} + ? WHERE id = ?`
    for (const [id, sum] of rows) {
      await tx.execute(statement, [parameterFor('decimal', formatDecimal(sum, field.scale ?? 0)), parameterFor('id', id)])
    }
  }
}
