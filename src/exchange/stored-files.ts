import { Readable } from 'node:stream'
import type { FileStore } from '../files/stored-file.js'
import { type Clock, instantOf } from '../kernel/clock.js'
import { NotFoundError } from '../kernel/errors.js'
import { type Ids, isId } from '../kernel/ids.js'
import type { Context, Reading } from '../records/door.js'
import type { Database } from '../store/database.js'
import type { Download } from './run-desk.js'

export interface StoredFilesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly store: FileStore
  readonly records: Pick<Reading, 'get'>
}

export interface FileView {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly sizeBytes: number
}

/** Files people attach to records: opened by who brought them, and by who may read the field they are attached to. */
export interface StoredFiles {
  readonly maxBytes: number
  save(context: Context, upload: { readonly name: string; readonly type: string; readonly content: Buffer }): Promise<FileView>
  get(context: Context, id: string): Promise<Download>
}

const maxBytes = 20_000_000

export function createStoredFiles(deps: StoredFilesDeps): StoredFiles {
  return { maxBytes, save: (context, upload) => save(deps, context, upload), get: (context, id) => get(deps, context, id) }
}

async function save(
  deps: StoredFilesDeps,
  context: Context,
  upload: { readonly name: string; readonly type: string; readonly content: Buffer },
): Promise<FileView> {
  const stored = await deps.store.put(Readable.from([upload.content]), { name: upload.name, mediaType: upload.type, limitBytes: maxBytes })
  const view = { id: deps.ids(), name: upload.name, type: stored.mediaType, sizeBytes: stored.sizeBytes }
  try {
    await deps.database.transaction(async (tx) => {
      await context.guard?.begin(tx)
      const sql =
        'INSERT INTO dj_file (id, name, media_type, size_bytes, sha256, location, owner_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
      await tx.execute(sql, [
        view.id,
        view.name,
        view.type,
        view.sizeBytes,
        stored.sha256,
        stored.location,
        context.actor.id,
        instantOf(deps.clock),
      ])
      await context.guard?.end(tx, { ...view })
    })
  } catch (error) {
    await deps.store.remove(stored.location)
    throw error
  }
  return view
}

interface FileRow {
  readonly [column: string]: unknown
  readonly name: string
  readonly media_type: string
  readonly size_bytes: string | number
  readonly location: string
  readonly owner_id: string | null
  readonly resource: string | null
  readonly record_id: string | null
  readonly field: string | null
}

async function get(deps: StoredFilesDeps, context: Context, id: string): Promise<Download> {
  const [row] = isId(id)
    ? await deps.database.query<FileRow>(
        'SELECT name, media_type, size_bytes, location, owner_id, resource, record_id, field FROM dj_file WHERE id = ?',
        [id],
      )
    : []
  if (row === undefined || !(await mayOpen(deps, context, { row, id }))) throw new NotFoundError()
  return {
    name: row.name,
    type: row.media_type,
    sizeBytes: Number(row.size_bytes),
    open: async () => (await deps.store.open(row.location)).stream,
  }
}

/** An attached file is as readable as the cell that holds it; one that is not attached yet is its owner's alone. */
async function mayOpen(deps: StoredFilesDeps, context: Context, of: { row: FileRow; id: string }): Promise<boolean> {
  const { resource, record_id: record, field, owner_id: owner } = of.row
  if (resource === null || record === null || field === null) return owner !== null && owner === context.actor.id
  const found = await deps.records.get(context, resource, record).catch((error: unknown) => {
    if (error instanceof NotFoundError) return undefined
    throw error
  })
  return found !== undefined && JSON.stringify(cellOf(found, field.split('.'))).includes(`"id":"${of.id}"`)
}

/** The cell a path names; of lines, the cells of all of them. */
function cellOf(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined || typeof value !== 'object' || value === null) return value ?? null
  if (Array.isArray(value)) return value.map((one) => cellOf(one, path))
  return cellOf((value as Readonly<Record<string, unknown>>)[name] ?? null, rest)
}
