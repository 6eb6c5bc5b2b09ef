/** Known rows as an actor sees them, owned rows included; rows they may not read are left out. */

import { isId } from '../../kernel/ids.js'
import type { CellQuery, CellRow, Cells } from '../../store/rows/read-cells.js'
import type { RecordView } from '../door.js'
import { fileNames } from './file-names.js'
import { byOwner, linesOf } from './lines.js'
import { type Fetch, fieldsFor, presentAll, type TargetRequest, type Targets } from './present.js'
import { type Reader, resourceIn, scopeFor } from './reader.js'
import { allRowsOf, findSource, type Source } from './source.js'
import type { Wanted } from './wanted.js'

export interface RecordRequest {
  readonly ids: readonly string[]
  readonly wanted: Wanted
}

/** By id. */
export async function recordsOf(source: Source, request: RecordRequest): Promise<ReadonlyMap<string, RecordView>> {
  return presented(source, request.wanted, await source.reader.cells(cellQueryOf(source, request)))
}

/** What is read of a row to show what is wanted of it. */
export function cellsFor({ resource, sight }: Source, wanted: Wanted): Cells {
  return { fields: fieldsFor(resource, wanted.paths), hits: sight.conditions }
}

/** By id, of cells that were read for it. */
export async function presented(source: Source, wanted: Wanted, cells: readonly CellRow[]): Promise<ReadonlyMap<string, RecordView>> {
  const { reader, resource, sight } = source
  const rows = cells.map((cell) => ({ id: cell.id, values: cell.values, view: sight.viewOf(cell.found) }))
  const lines = await linesOf(source, { owners: cells, relations: wanted.include })
  const all = [{ resource, rows, paths: wanted.paths }, ...lines.map(({ presentation }) => presentation)]
  const [views = [], ...lineViews] = await presentAll(fetchFor(reader), all)
  const owned = byOwner(lines, lineViews)
  return new Map(views.map((view) => [view.id, owned.size === 0 ? view : { ...view, ...owned.get(view.id) }]))
}

/** One row that the actor may read, with the grants that match it; undefined when there is none. */
export async function lookAt(source: Source, id: string): Promise<CellRow | undefined> {
  if (!isId(id)) return undefined
  const [row] = await source.reader.cells(cellQueryOf(source, { ids: [id], wanted: { paths: [], include: [] } }))
  return row
}

function cellQueryOf(source: Source, { ids, wanted }: RecordRequest): CellQuery {
  const { reader, resource } = source
  return {
    scope: scopeFor(reader, resource),
    by: { column: 'id', ids },
    rows: allRowsOf(source),
    ...cellsFor(source, wanted),
    timeoutMs: reader.timeoutMs,
  }
}

export function fetchFor(reader: Reader): Fetch {
  return { targets: (requests) => targetsOf(reader, requests), files: (ids) => fileNames(reader.sql, ids) }
}

/** Rows of other resources, with their title for a label; those of a resource that the actor may not read at all are missing. */
async function targetsOf(reader: Reader, requests: readonly TargetRequest[]): Promise<readonly Targets[]> {
  const asked = requests.map((request) => {
    const { title } = resourceIn(reader.model, request.resource)
    const paths = [[title], ...request.paths.filter((path) => path.join('.') !== title)]
    return { title, ids: request.ids, source: findSource(reader, request.resource), wanted: { paths, include: [] } }
  })
  const queries = asked.flatMap(({ source, ids, wanted }) => (source === undefined ? [] : [cellQueryOf(source, { ids, wanted })]))
  const cells = [...(await reader.cellsTogether(queries))]
  const found: Targets[] = []
  for (const { title, source, wanted } of asked)
    found.push({ title, byId: source === undefined ? new Map() : await presented(source, wanted, cells.shift() ?? []) })
  return found
}
