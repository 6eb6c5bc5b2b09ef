/** Known rows as an actor sees them, owned rows included; rows they may not read are left out. */

import { isId } from '../../kernel/ids.js'
import { type CellRow, readCells } from '../../store/rows/read-cells.js'
import type { RecordView } from '../door.js'
import { fileNames } from './file-names.js'
import { linesOf } from './lines.js'
import { type Fetch, fieldsFor, present, type Targets } from './present.js'
import { type Reader, resourceIn, scopeFor } from './reader.js'
import { allRowsOf, findSource, type Source } from './source.js'
import type { Path, Wanted } from './wanted.js'

export interface RecordRequest {
  readonly ids: readonly string[]
  readonly wanted: Wanted
}

/** By id. */
export async function recordsOf(source: Source, request: RecordRequest): Promise<ReadonlyMap<string, RecordView>> {
  const { reader, resource, sight } = source
  const cells = await cellsOf(source, request)
  const rows = cells.map((cell) => ({ id: cell.id, values: cell.values, view: sight.viewOf(cell.found) }))
  const fetch = fetchFor(reader)
  const views = await present(fetch, { resource, rows, paths: request.wanted.paths })
  const lines = await linesOf(source, { owners: cells, relations: request.wanted.include, fetch })
  return new Map(views.map((view) => [view.id, { ...view, ...lines.get(view.id) }]))
}

/** One row that the actor may read, with the grants that match it; undefined when there is none. */
export async function lookAt(source: Source, id: string): Promise<CellRow | undefined> {
  if (!isId(id)) return undefined
  const [row] = await cellsOf(source, { ids: [id], wanted: { paths: [], include: [] } })
  return row
}

function cellsOf(source: Source, { ids, wanted }: RecordRequest): Promise<readonly CellRow[]> {
  const { reader, resource, sight } = source
  return readCells(reader.sql, {
    scope: scopeFor(reader, resource),
    by: { column: 'id', ids },
    rows: allRowsOf(source),
    fields: fieldsFor(resource, wanted.paths),
    hits: sight.conditions,
    timeoutMs: reader.timeoutMs,
  })
}

export function fetchFor(reader: Reader): Fetch {
  return { targets: (resource, of) => targetsOf(reader, resource, of), files: (ids) => fileNames(reader.sql, ids) }
}

/** Rows of another resource, with their title for a label. */
async function targetsOf(
  reader: Reader,
  name: string,
  of: { readonly ids: readonly string[]; readonly paths: readonly Path[] },
): Promise<Targets> {
  const { title } = resourceIn(reader.model, name)
  const source = findSource(reader, name)
  if (source === undefined) return { title, byId: new Map() }
  const paths = [[title], ...of.paths.filter((path) => path.join('.') !== title)]
  return { title, byId: await recordsOf(source, { ids: of.ids, wanted: { paths, include: [] } }) }
}
