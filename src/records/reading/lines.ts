/** Owned rows of known records: visible if the record is and shows them. */
import type { ResourceModel } from '../../compile/model.js'
import { accessFor } from '../../permissions/access.js'
import { type CellRow, readCells } from '../../store/rows/read-cells.js'
import type { RecordView } from '../door.js'
import { type Fetch, fieldsFor, present, type SeenRow } from './present.js'
import { resourceIn, scopeFor } from './reader.js'
import type { Source } from './source.js'
import { isCell, type Path } from './wanted.js'

export interface LinesRequest {
  readonly owners: readonly CellRow[]
  readonly relations: readonly string[]
  readonly fetch: Fetch
}

type Lines = Readonly<Record<string, readonly RecordView[]>>

/** By id of the owner, then by relation; in the order in which the rows were made. A relation that a row does not show is absent. */
export async function linesOf(source: Source, request: LinesRequest): Promise<ReadonlyMap<string, Lines>> {
  const found = new Map<string, Lines>()
  for (const relation of request.relations) {
    const byOwner = await relationOf(source, relation, request)
    for (const [id, lines] of byOwner) found.set(id, { ...found.get(id), [relation]: lines })
  }
  return found
}

async function relationOf(source: Source, relation: string, request: LinesRequest): Promise<ReadonlyMap<string, readonly RecordView[]>> {
  const { reader, resource, sight } = source
  const field = resource.fields[relation]
  const owners = new Map(
    request.owners.filter((owner) => sight.viewOf(owner.found).get(relation) === 'show').map((owner) => [owner.id, owner]),
  )
  if (field?.relation?.owned !== true || field.target === null || owners.size === 0) return new Map()
  const line = resourceIn(reader.model, field.target)
  const paths = linePaths(source, line, { relation, by: field.relation.by })
  const cells = await lineCells(source, line, { by: field.relation.by, owners: [...owners.keys()], paths })
  const rows: readonly SeenRow[] = cells.map((cell) => ({
    id: cell.id,
    values: cell.values,
    view: sight.linesOf(owners.get(cell.by)?.found ?? [], relation),
  }))
  const views = await present(request.fetch, { resource: line, rows, paths })
  return grouped([...owners.keys()], cells, views)
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
  return readCells(reader.sql, {
    scope: scopeFor(reader, line),
    by: { column: line.fields[of.by]?.column ?? of.by, ids: of.owners },
    rows: accessFor(reader.model, reader.actor, line.name, 'read').restriction,
    fields: fieldsFor(line, of.paths),
    hits: [],
    timeoutMs: reader.timeoutMs,
  })
}

function grouped(
  owners: readonly string[],
  cells: readonly CellRow[],
  views: readonly RecordView[],
): ReadonlyMap<string, readonly RecordView[]> {
  const lines = new Map(owners.map((id) => [id, [] as RecordView[]]))
  for (const [index, view] of views.entries()) lines.get(cells[index]?.by ?? '')?.push(view)
  return lines
}
