/** Rows read once and looked at often, while one act is decided. Rows put in by hand win over those in the database. */
import type { ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import type { Sql } from '../database.js'
import { readRows, readRowsBy } from './read-row.js'

export class RowCache {
  /** By resource, then id; null: looked for and not there. */
  private readonly rows = new Map<string, Map<string, StoredRow | null>>()
  /** By resource and reference field, then the id referred to. */
  private readonly related = new Map<string, Map<string, readonly StoredRow[]>>()

  put(resource: string, row: StoredRow): void {
    this.rowsOf(resource).set(row.id, row)
  }

  /** All rows of `resource` whose reference `by` is `id`. */
  putRelated(resource: string, by: string, of: { readonly id: string; readonly rows: readonly StoredRow[] }): void {
    this.relatedOf(resource, by).set(of.id, of.rows)
    for (const row of of.rows) this.put(resource, row)
  }

  find(resource: string, id: string): StoredRow | undefined {
    return this.rowsOf(resource).get(id) ?? undefined
  }

  findRelated(resource: string, by: string, id: string): readonly StoredRow[] {
    return this.relatedOf(resource, by).get(id) ?? []
  }

  /** Reads the rows that are not here yet. */
  async load(sql: Sql, resource: ResourceModel, ids: readonly string[]): Promise<readonly StoredRow[]> {
    const known = this.rowsOf(resource.name)
    const missing = [...new Set(ids)].filter((id) => !known.has(id))
    for (const id of missing) known.set(id, null)
    for (const row of missing.length === 0 ? [] : await readRows(sql, resource, missing)) known.set(row.id, row)
    return [...new Set(ids)].flatMap((id) => known.get(id) ?? [])
  }

  /** Reads the rows that refer to these, unless they are here. */
  async loadRelated(
    sql: Sql,
    resource: ResourceModel,
    of: { readonly by: string; readonly ids: readonly string[] },
  ): Promise<readonly StoredRow[]> {
    const known = this.relatedOf(resource.name, of.by)
    const missing = [...new Set(of.ids)].filter((id) => !known.has(id))
    const found = missing.length === 0 ? [] : await readRowsBy(sql, resource, of.by, missing)
    const grouped = new Map(missing.map((id) => [id, [] as StoredRow[]]))
    for (const row of found) grouped.get(String(row[of.by]))?.push(row)
    for (const [id, rows] of grouped) this.putRelated(resource.name, of.by, { id, rows })
    return [...new Set(of.ids)].flatMap((id) => known.get(id) ?? [])
  }

  private rowsOf(resource: string): Map<string, StoredRow | null> {
    const known = this.rows.get(resource) ?? new Map<string, StoredRow | null>()
    this.rows.set(resource, known)
    return known
  }

  private relatedOf(resource: string, by: string): Map<string, readonly StoredRow[]> {
    const key = `${resource}.${by}`
    const known = this.related.get(key) ?? new Map<string, readonly StoredRow[]>()
    this.related.set(key, known)
    return known
  }
}
