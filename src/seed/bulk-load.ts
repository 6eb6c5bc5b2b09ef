/**
 * Loads very many rows: what would have come about had each been saved through the door, without its locks, checks and audit entries.
 * Formulas, numbers, sort keys, search terms and kept sums are all there; whoever made the rows answers for their sense.
 * For volume tests only. May import `records/` and below.
 */
import type { Model, ResourceModel } from '../compile/model.js'
import type { StoredRow } from '../compile/stored-row.js'
import type { Database } from '../store/database.js'
import { BulkWriter } from './bulk-writer.js'
import { computed, isKeptByOthers, type Whole, zeroSums } from './computed-row.js'
import { KeptSums } from './kept-sums.js'
import { Numbers, sequencesOf } from './numbers.js'
import { RowIds } from './row-ids.js'
import type { SeedRow, SeedStage } from './seed-rows.js'

export interface LoadDeps {
  readonly database: Database
  readonly model: Model
  /** The company's zone: numbers carry its days. */
  readonly zone: string
  readonly report: (stage: string, rows: number) => void
}

export async function bulkLoad(deps: LoadDeps, stages: readonly SeedStage[]): Promise<void> {
  const load = new Load(deps)
  await load.open()
  for (const stage of stages) deps.report(stage.name, await load.stage(stage))
  await load.finish()
}

class Load {
  private readonly ids = new Map<string, RowIds>()
  private readonly starts = new Map<ResourceModel, Readonly<Record<string, string>>>()
  private readonly numbers: Numbers
  private readonly sums: KeptSums
  private readonly writer: BulkWriter

  constructor(private readonly deps: LoadDeps) {
    this.numbers = new Numbers(deps.database, deps.zone)
    this.sums = new KeptSums(deps.model)
    this.writer = new BulkWriter(deps.database)
  }

  async open(): Promise<void> {
    for (const resource of Object.values(this.deps.model.resources)) await this.numbers.open(resource)
  }

  /** @returns how many rows were made, owned ones included */
  async stage(stage: SeedStage): Promise<number> {
    let made = 0
    for (const row of stage.rows()) {
      const known = stage.known === undefined ? undefined : await this.findKnown(row, stage.known)
      if (known === undefined) made += await this.write(this.whole(row, null))
      else this.idsOf(row.resource).add(known)
    }
    await this.writer.finish()
    return made
  }

  async finish(): Promise<void> {
    await this.sums.write(this.deps.database)
    await this.numbers.close()
  }

  private async findKnown(row: SeedRow, field: string): Promise<string | undefined> {
    const resource = this.resourceOf(row.resource)
    const { quote } = this.deps.database.dialect
    const sql = `SELECT id FROM ${quote(resource.table)} WHERE ${quote(resource.fields[field]?.column ?? field)} = ?`
    const [found] = await this.deps.database.query(sql, [row.values[field]])
    return found === undefined ? undefined : String(found.id)
  }

  private async write(whole: Whole): Promise<number> {
    await this.writer.add(whole.resource, whole.row)
    this.sums.add(whole)
    let made = 1
    for (const lines of Object.values(whole.lines)) for (const line of lines) made += await this.write(line)
    return made
  }

  private whole(given: SeedRow, owner: { readonly by: string; readonly id: string } | null): Whole {
    const resource = this.resourceOf(given.resource)
    const row = this.rowOf(resource, given, owner === null ? {} : { [owner.by]: owner.id })
    const lines: Record<string, readonly Whole[]> = {}
    for (const [relation, rows] of Object.entries(given.lines ?? {})) {
      const by = resource.fields[relation]?.relation?.by ?? ''
      lines[relation] = rows.map((line) => this.whole(line, { by, id: row.id }))
    }
    return computed({ resource, row, lines })
  }

  private rowOf(resource: ResourceModel, given: SeedRow, owner: Readonly<Record<string, string>>): StoredRow {
    const values: Record<string, string | boolean | null> = { ...owner }
    for (const [name, value] of Object.entries(given.values)) {
      values[name] = typeof value === 'object' && value !== null ? this.idsOf(value.of).nth(value.at) : value
      const formula = resource.fields[name]?.formula
      if (formula != null && isKeptByOthers(resource, formula)) this.sums.give(resource.name, name)
    }
    for (const field of sequencesOf(resource)) {
      const dated = field.sequence?.dated == null ? null : values[field.sequence.dated]
      values[field.name] ??= this.numbers.draw(resource, field, { dated: typeof dated === 'string' ? dated : null, at: given.at })
    }
    const id = this.idsOf(resource.name).next(Date.parse(given.at))
    return { version: '1', createdAt: given.at, updatedAt: given.at, ...this.startOf(resource), ...values, id }
  }

  private startOf(resource: ResourceModel): Readonly<Record<string, string>> {
    const known = this.starts.get(resource) ?? { ...initialState(resource), ...zeroSums(resource) }
    this.starts.set(resource, known)
    return known
  }

  private idsOf(resource: string): RowIds {
    const ids = this.ids.get(resource) ?? new RowIds()
    this.ids.set(resource, ids)
    return ids
  }

  private resourceOf(name: string): ResourceModel {
    const resource = this.deps.model.resources[name]
    if (resource === undefined) throw new Error(`no resource ${name}`)
    return resource
  }
}

const initialState = ({ workflow }: ResourceModel): Readonly<Record<string, string>> =>
  workflow === null ? {} : { status: workflow.initial }
