import type { FieldModel, ResourceModel } from '../compile/model.js'
import { dayIn } from '../kernel/clock.js'
import { filled } from '../records/writing/sequence.js'
import type { Sql } from '../store/database.js'
import { upsertRows } from '../store/insert-rows.js'

/** Document numbers of rows loaded in bulk, drawn from the same counters and put back when all are loaded. */
export class Numbers {
  /** By series, then scope. */
  private readonly counters = new Map<string, Map<string, number>>()

  constructor(
    private readonly sql: Sql,
    private readonly zone: string,
  ) {}

  async open(resource: ResourceModel): Promise<void> {
    const { quote } = this.sql.dialect
    for (const field of sequencesOf(resource)) {
      const series = seriesOf(resource, field)
      if (this.counters.has(series)) continue
      const rows = await this.sql.query(`SELECT ${quote('scope')} AS scope, ${quote('value')} AS n FROM dj_sequence WHERE series = ?`, [
        series,
      ])
      this.counters.set(series, new Map(rows.map((row) => [String(row.scope), Number(row.n)])))
    }
  }

  /** @param dated  the day the number is to carry; null: that of `at`, an instant */
  draw(resource: ResourceModel, field: FieldModel, of: { readonly dated: string | null; readonly at: string }): string {
    const scopes = this.counters.get(seriesOf(resource, field))
    if (scopes === undefined || field.sequence === null) throw new Error(`${resource.name}.${field.name} is no open series`)
    const { prefix, digits, suffix } = filled(field.sequence.pattern, of.dated ?? dayIn(this.zone, Date.parse(of.at)))
    const value = (scopes.get(prefix + suffix) ?? 0) + 1
    scopes.set(prefix + suffix, value)
    return `${prefix}${String(value).padStart(digits, '0')}${suffix}`
  }

  async close(): Promise<void> {
    for (const [series, scopes] of this.counters) {
      const rows = [...scopes].map(([scope, value]) => [series, scope, value])
      await upsertRows(this.sql, { table: 'dj_sequence', columns: ['series', 'scope', 'value'], rows }, ['series', 'scope'], ['value'])
    }
  }
}

export function sequencesOf(resource: ResourceModel): readonly FieldModel[] {
  return Object.values(resource.fields).filter((field) => field.sequence !== null)
}

const seriesOf = (resource: ResourceModel, field: FieldModel): string => `${resource.name}.${field.name}`
