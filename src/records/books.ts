/** How the books stood when they were added up last: kept for people to see, with the documents that break an invariant. */
import type { Model, ResourceModel } from '../compile/model.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import type { Text } from '../kernel/texts.js'
import { canSee } from '../permissions/access.js'
import type { Database, Sql } from '../store/database.js'
import { insertRows } from '../store/insert-rows.js'
import type { Context, Reading, RecordView } from './door.js'
import { type Checked, checkedInvariants } from './invariants.js'

export interface BooksDeps {
  readonly database: Database
  readonly clock: Clock
}

/** Adds up everything and remembers it. @returns those that are broken */
export async function checkBooks({ database, clock }: BooksDeps, model: Model): Promise<readonly Checked[]> {
  const checked = await checkedInvariants({ sql: database, clock }, model)
  const at = instantOf(clock)
  await database.transaction(async (tx) => {
    await tx.execute('DELETE FROM dj_invariant')
    const rows = checked.map(({ invariant, ids }) => [invariant, JSON.stringify(ids), at])
    await insertRows(tx, 'dj_invariant', ['name', 'broken', 'checked_at'], rows)
  })
  return checked.filter(({ ids }) => ids.length > 0)
}

/** A document to look at; without a label where its reader may not see it. */
export interface BrokenRecord {
  readonly resource: string
  readonly id: string
  readonly label: string | null
}

export interface BookView {
  /** The invariant's name. */
  readonly id: string
  readonly label: Text
  readonly resource: string
  /** Null: never yet. */
  readonly checkedAt: string | null
  readonly broken: readonly BrokenRecord[]
}

/** Every invariant, the broken ones first. */
export async function booksFor(
  deps: { readonly sql: Sql; readonly records: Pick<Reading, 'list'> },
  context: Context,
): Promise<readonly BookView[]> {
  const rows = await deps.sql.query('SELECT name, broken, checked_at FROM dj_invariant')
  const known = new Map(rows.map((row) => [String(row.name), row]))
  const views: BookView[] = []
  for (const { name, label, resource } of Object.values(context.model.invariants)) {
    const row = known.get(name)
    const ids = Array.isArray(row?.broken) ? row.broken.map(String) : []
    const checkedAt = row === undefined ? null : String(row.checked_at)
    views.push({ id: name, label, resource, checkedAt, broken: await documentsOf(deps.records, context, { resource, ids }) })
  }
  return views.sort((a, b) => Number(b.broken.length > 0) - Number(a.broken.length > 0))
}

/** The documents the rows belong to: a line is looked at in its document. */
async function documentsOf(
  records: Pick<Reading, 'list'>,
  context: Context,
  { resource, ids }: { readonly resource: string; readonly ids: readonly string[] },
): Promise<readonly BrokenRecord[]> {
  const model = context.model.resources[resource]
  if (model === undefined || ids.length === 0) return []
  const seen = canSee(context.model, context.actor, resource) ? await readOf(records, context, model, ids) : new Map()
  return ids.map((id) => seen.get(id) ?? { resource, id, label: null })
}

async function readOf(
  records: Pick<Reading, 'list'>,
  context: Context,
  { name, title, owner }: ResourceModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BrokenRecord>> {
  const shown = owner?.by ?? title
  const { data } = await records.list(context, name, { where: { id: [...ids] }, fields: [shown], size: ids.length, count: 'none' })
  return new Map(data.map((row) => [row.id, documentOf(row, { shown, name, owner })]))
}

function documentOf(
  row: RecordView,
  { shown, name, owner }: Pick<ResourceModel, 'name' | 'owner'> & { readonly shown: string },
): BrokenRecord {
  const value = row[shown]
  if (owner === null || typeof value !== 'object' || value === null || !('id' in value))
    return { resource: name, id: row.id, label: String(value ?? row.id) }
  return { resource: owner.resource, id: String(value.id), label: 'label' in value ? String(value.label) : String(value.id) }
}
