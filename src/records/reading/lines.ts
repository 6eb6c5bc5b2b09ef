/** Owned rows of known records: visible if the record is and shows them. */
import type { ResourceModel } from '../../compile/model.js'
import { accessFor } from '../../permissions/access.js'
import type { CellRow } from '../../store/rows/read-cells.js'
import type { RecordView } from '../door.js'
import { placeOf } from '../line-order.js'
import { fieldsFor, type Presentation } from './present.js'
import { resourceIn, scopeFor } from './reader.js'
import type { Source } from './source.js'
import { isCell, type Path } from './wanted.js'

export interface LinesRequest {
  readonly owners: readonly CellRow[]
  readonly relations: readonly string[]
}

/** Owned rows of one relation, as they are, and how they are shown. */
export interface Lines {
  readonly relation: string
  /** Those whose rows they are, or who have none. */
  readonly owners: readonly string[]
  readonly cells: readonly CellRow[]
  readonly presentation: Presentation
}

/** In their order. A relation that no row shows is absent. */
export async function linesOf(source: Source, { owners, relations }: LinesRequest): Promise<readonly Lines[]> {
  const found: Lines[] = []
  for (const relation of relations) found.push(...(await relationOf(source, relation, owners)))
  return found
}

/** By id of the owner, then by relation; a relation that a row does not show is absent. */
export function byOwner(
  all: readonly Lines[],
  views: readonly (readonly RecordView[])[],
): ReadonlyMap<string, Readonly<Record<string, readonly RecordView[]>>> {
  const found = new Map<string, Readonly<Record<string, readonly RecordView[]>>>()
  for (const [at, lines] of all.entries())
    for (const [id, rows] of grouped(lines, views[at] ?? [])) found.set(id, { ...found.get(id), [lines.relation]: rows })
  return found
}

async function relationOf(source: Source, relation: string, all: readonly CellRow[]): Promise<readonly Lines[]> {
  const { reader, resource, sight } = source
  const field = resource.fields[relation]
  const owners = new Map(all.filter((owner) => sight.viewOf(owner.found).get(relation) === 'show').map((owner) => [owner.id, owner]))
  if (field?.relation?.owned !== true || field.target === null || owners.size === 0) return []
  const line = resourceIn(reader.model, field.target)
  const paths = linePaths(source, line, { relation, by: field.relation.by })
  const cells = await lineCells(source, line, { by: field.relation.by, owners: [...owners.keys()], paths })
  const rows = cells.map((cell) => ({
    id: cell.id,
    values: cell.values,
    view: sight.linesOf(owners.get(cell.by)?.found ?? [], relation),
  }))
  return [{ relation, owners: [...owners.keys()], cells, presentation: { resource: line, rows, paths } }]
}

/** What some grant shows of these rows, but for the reference back to their owner. */
function linePaths(source: Source, line: ResourceModel, at: { readonly relation: string; readonly by: string }): readonly Path[] {
  const shown = new Set(['id', 'version', ...source.access.grants.flatMap((grant) => Object.keys(grant.lines[at.relation]?.fields ?? {}))])
  return line.fieldNames.filter((name) => name !== at.by && shown.has(name) && isCell(line.fields[name])).map((name) => [name])
}

function lineCells(
  source: Source,
  line: ResourceModel,
  of: { readonly by: string; readonly owners: readonly string[]; readonly paths: readonly Path[] },
): Promise<readonly CellRow[]> {
  const { reader } = source
  return reader.cells({
    scope: scopeFor(reader, line),
    by: { column: line.fields[of.by]?.column ?? of.by, ids: of.owners },
    order: placeOf(line)?.column ?? null,
    rows: accessFor(reader.model, reader.actor, line.name, 'read').restriction,
    fields: fieldsFor(line, of.paths),
    hits: [],
    timeoutMs: reader.timeoutMs,
  })
}

function grouped({ owners, cells }: Lines, views: readonly RecordView[]): ReadonlyMap<string, readonly RecordView[]> {
  const lines = new Map(owners.map((id) => [id, [] as RecordView[]]))
  for (const [index, view] of views.entries()) lines.get(cells[index]?.by ?? '')?.push(view)
  return lines
}
