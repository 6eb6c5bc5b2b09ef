/** Rows that expressions read across references, fetched before they are read: one query a hop and resource, each row once. */
import type { Model, ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import type { Transaction } from '../database.js'
import { lockRows, readRows, shareRows } from './read-row.js'

export interface Loader {
  /** The row as it is known; undefined when it does not exist. */
  find(resource: string, id: string): StoredRow | undefined
  /** Makes a row known, or known anew: the document being saved stands for what the table still holds. */
  put(resource: string, row: StoredRow): void
  /** Fetches what `paths` read from these rows over references. @param lock  holds every row read until commit */
  follow(resource: ResourceModel, rows: readonly StoredRow[], paths: readonly (readonly string[])[], lock?: boolean): Promise<void>
  /** Reads rows and keeps others from removing or changing them until commit. */
  share(resource: ResourceModel, ids: readonly string[]): Promise<readonly StoredRow[]>
  forget(resource: string, id: string): void
}

export function loader(tx: Transaction, model: Model): Loader {
  const known = new Map<string, StoredRow | undefined>()
  const locked = new Set<string>()
  const keyOf = (resource: string, id: string) => `${resource}/${id}`

  const fetch = async (target: ResourceModel, ids: readonly string[], lock: boolean): Promise<void> => {
    const wanted = ids.filter((id) => (lock ? !locked.has(keyOf(target.name, id)) : !known.has(keyOf(target.name, id))))
    if (wanted.length === 0) return
    const found = await (lock ? lockRows(tx, target, wanted) : readRows(tx, target, wanted))
    for (const id of wanted) known.set(keyOf(target.name, id), undefined)
    for (const row of found) known.set(keyOf(target.name, row.id), row)
    if (lock) for (const id of wanted) locked.add(keyOf(target.name, id))
  }

  const follow: Loader['follow'] = async (resource, rows, paths, lock = false) => {
    const hops = new Map<string, (readonly string[])[]>()
    for (const [first, ...rest] of paths) if (first !== undefined && rest.length > 0) hops.set(first, [...(hops.get(first) ?? []), rest])
    for (const [name, rest] of hops) await followOne(resource, rows, { name, rest, lock })
  }

  const followOne = async (
    resource: ResourceModel,
    rows: readonly StoredRow[],
    hop: { name: string; rest: (readonly string[])[]; lock: boolean },
  ): Promise<void> => {
    const target = model.resources[resource.fields[hop.name]?.target ?? '']
    if (target === undefined) return
    const ids = rows.map((row) => row[hop.name]).filter((id): id is string => typeof id === 'string')
    await fetch(target, ids, hop.lock)
    const next = ids.map((id) => known.get(keyOf(target.name, id))).filter((row): row is StoredRow => row !== undefined)
    await follow(target, next, hop.rest, hop.lock)
  }

  return {
    find: (resource, id) => known.get(keyOf(resource, id)),
    put: (resource, row) => void known.set(keyOf(resource, row.id), row),
    forget: (resource, id) => void known.delete(keyOf(resource, id)),
    follow,
    share: async (resource, ids) => {
      const rows = await shareRows(tx, resource, ids)
      for (const row of rows) known.set(keyOf(resource.name, row.id), row)
      return rows
    },
  }
}
