/** Stored cells → what the actor sees: hidden ones are absent, masked ones masked, references `{id, label}`. */
import type { StoredValue } from '../../compile/field-values.js'
import type { FieldModel, ResourceModel } from '../../compile/model.js'
import type { View } from '../../permissions/fields.js'
import { maskValue } from '../../permissions/mask-value.js'
import type { RecordView } from '../door.js'
import { isCell, type Path } from './wanted.js'

/** A row, and what the actor sees of it. */
export interface SeenRow {
  readonly id: string
  readonly values: Readonly<Record<string, StoredValue>>
  readonly view: View
}

export interface Presentation {
  readonly resource: ResourceModel
  readonly rows: readonly SeenRow[]
  readonly paths: readonly Path[]
}

/** Rows that references lead to, as the actor sees them; those they may not read are missing. */
export interface Targets {
  readonly title: string
  readonly byId: ReadonlyMap<string, RecordView>
}

export interface TargetRequest {
  readonly resource: string
  readonly ids: readonly string[]
  readonly paths: readonly Path[]
}

/** Where what is referred to comes from. */
export interface Fetch {
  /** One answer a request, in the same order. */
  targets(requests: readonly TargetRequest[]): Promise<readonly Targets[]>
  /** Names of files by id. */
  files(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** One view a row, in the same order. Targets of references are fetched by their ids, all at once. */
export async function present(fetch: Fetch, presentation: Presentation): Promise<readonly RecordView[]> {
  const [views = []] = await presentAll(fetch, [presentation])
  return views
}

/** Rows of several resources, e.g. of documents and of their lines. */
export async function presentAll(fetch: Fetch, all: readonly Presentation[]): Promise<readonly (readonly RecordView[])[]> {
  const found: Found = { targets: await targetsOf(fetch, all), files: await fetch.files(all.flatMap(shownFiles)) }
  return all.map((presentation) => presentation.rows.map((row) => viewOf(presentation, row, found)))
}

/** Fields whose columns the paths need. */
export function fieldsFor(resource: ResourceModel, paths: readonly Path[]): readonly FieldModel[] {
  const names = [...new Set(paths.map(([name]) => name ?? ''))]
  return names.flatMap((name) => {
    const field = resource.fields[name]
    return isCell(field) ? [field] : []
  })
}

/** A stored value by itself, references as their id. */
export function plainCell(field: FieldModel, value: StoredValue): unknown {
  return field.name === 'version' && typeof value === 'string' ? Number(value) : value
}

interface Found {
  /** By resource. */
  readonly targets: ReadonlyMap<string, Targets>
  /** Names by id. */
  readonly files: ReadonlyMap<string, string>
}

function viewOf({ resource, paths }: Presentation, row: SeenRow, found: Found): RecordView {
  const cells: Record<string, unknown> & { id: string } = { id: row.id }
  for (const path of paths) {
    const [name = ''] = path
    const field = resource.fields[name]
    const how = row.view.get(name)
    if (!isCell(field) || how === undefined) continue
    const value = row.values[name] ?? null
    cells[path.length === 1 ? name : path.join('.')] = how === 'mask' ? maskValue(field, value) : cellOf({ field, value, path }, found)
  }
  cells.id = row.id
  return cells
}

interface Cell {
  readonly field: FieldModel
  readonly value: StoredValue
  readonly path: Path
}

/** A cell across a reference that may not be read is nothing. */
function cellOf({ field, value, path }: Cell, found: Found): unknown {
  if (typeof value !== 'string' || (field.kind !== 'belongsTo' && field.kind !== 'file')) return plainCell(field, value)
  if (field.kind === 'file') return { id: value, name: found.files.get(value) ?? value }
  const targets = found.targets.get(field.target ?? '')
  const target = targets?.byId.get(value)
  return path.length > 1
    ? (target?.[path.slice(1).join('.')] ?? null)
    : { id: value, label: labelOf(target?.[targets?.title ?? ''], value) }
}

/** The title of a record; of one known by what it refers to, the label of that. Whoever may not read it sees the bare id. */
export function labelOf(title: unknown, id: string): string {
  const label = typeof title === 'object' && title !== null && 'label' in title ? title.label : title
  return typeof label === 'string' && label !== '' ? label : id
}

async function targetsOf(fetch: Fetch, all: readonly Presentation[]): Promise<Found['targets']> {
  const requests = [...wantedTargets(all)].flatMap(([resource, { ids, paths }]) =>
    ids.size === 0 ? [] : [{ resource, ids: [...ids], paths: [...paths.values()] }],
  )
  const found = await fetch.targets(requests)
  return new Map(found.map((targets, at) => [requests[at]?.resource ?? '', targets]))
}

interface WantedTarget {
  readonly ids: Set<string>
  readonly paths: Map<string, Path>
}

function wantedTargets(all: readonly Presentation[]): ReadonlyMap<string, WantedTarget> {
  const wanted = new Map<string, WantedTarget>()
  for (const presentation of all) for (const path of presentation.paths) want(wanted, presentation, path)
  return wanted
}

function want(wanted: Map<string, WantedTarget>, { resource, rows }: Presentation, [name = '', ...rest]: Path): void {
  const field = resource.fields[name]
  if (field?.kind !== 'belongsTo' || field.target === null) return
  const target = wanted.get(field.target) ?? { ids: new Set(), paths: new Map() }
  wanted.set(field.target, target)
  if (rest.length > 0) target.paths.set(rest.join('.'), rest)
  for (const id of shownIds(rows, name)) target.ids.add(id)
}

function shownIds(rows: readonly SeenRow[], name: string): readonly string[] {
  return rows.flatMap((row) => {
    const id = row.view.get(name) === 'show' ? row.values[name] : null
    return typeof id === 'string' ? [id] : []
  })
}

function shownFiles({ resource, rows, paths }: Presentation): readonly string[] {
  const names = new Set(paths.flatMap(([name = '']) => (resource.fields[name]?.kind === 'file' ? [name] : [])))
  return [...names].flatMap((name) => shownIds(rows, name))
}
