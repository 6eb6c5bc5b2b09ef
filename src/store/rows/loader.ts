/** Rows that expressions read across references, brought before they are read: one query a hop and resource, each row once. */
import type { Model, ResourceModel } from '../../compile/model.js'
import type { StoredRow } from '../../compile/stored-row.js'
import { oncePer } from '../../kernel/once-per.js'
import type { Transaction } from '../database.js'
import { lockRows, readReferred, readRows, shareRows } from './read-row.js'

type Path = readonly string[]
type Held = 'read' | 'shared' | 'locked'

const strength: Readonly<Record<Held, number>> = { read: 0, shared: 1, locked: 2 }
const readers = { read: readRows, shared: shareRows, locked: lockRows }

/** What one transaction knows of rows, and how it holds them. */
export class Loader {
  readonly #tx: Transaction
  readonly #model: Model
  readonly #known = new Map<string, StoredRow | undefined>()
  readonly #held = new Map<string, Held>()

  constructor(tx: Transaction, model: Model) {
    this.#tx = tx
    this.#model = model
  }

  /** The row as it is known; undefined when it does not exist or was not brought. */
  find(resource: string, id: string): StoredRow | undefined {
    return this.#known.get(keyOf(resource, id))
  }

  /** Makes a row known, or known anew: the document being saved stands for what the table still holds. */
  put(resource: string, row: StoredRow): void {
    this.#known.set(keyOf(resource, row.id), row)
  }

  /** Rows under a shared lock: nobody changes or removes them until commit. Missing ones are left out. */
  async share(resource: ResourceModel, ids: readonly string[]): Promise<readonly StoredRow[]> {
    await this.#bring(resource, ids, 'shared')
    return [...new Set(ids)].flatMap((id) => this.find(resource.name, id) ?? [])
  }

  /**
   * Brings what a row refers to by `names`, without knowing yet to what: in one turn with whatever locks the row, if that was asked before.
   * Who follows these references then finds their rows here.
   */
  async foresee(resource: ResourceModel, id: string, names: readonly string[], held: 'read' | 'shared' = 'read'): Promise<void> {
    const tail = held === 'shared' ? this.#tx.dialect.forShare : ''
    const bring = async (name: string): Promise<void> => {
      const field = resource.fields[name]
      const target = field?.kind === 'belongsTo' ? this.#model.resources[field.target ?? ''] : undefined
      const row = target && (await readReferred(this.#tx, target, { resource, name, id, tail }))
      if (target === undefined || row === undefined || this.#holds(keyOf(target.name, row.id), held)) return
      this.put(target.name, row)
      this.#held.set(keyOf(target.name, row.id), held)
    }
    await Promise.all(names.map(bring))
  }

  /** Brings what `paths` read from these rows over references. @param held  `locked` keeps every row read from changing until commit */
  async follow(resource: ResourceModel, rows: readonly StoredRow[], paths: readonly Path[], held: Held = 'read'): Promise<void> {
    for (const [name, rest] of hopsOf(paths)) await this.#hop(resource, rows, { name, rest, held })
  }

  async #hop(
    resource: ResourceModel,
    rows: readonly StoredRow[],
    { name, rest, held }: { name: string; rest: readonly Path[]; held: Held },
  ): Promise<void> {
    const target = this.#model.resources[resource.fields[name]?.target ?? '']
    if (target === undefined) return
    const ids = rows.map((row) => row[name]).filter((id): id is string => typeof id === 'string')
    await this.#bring(target, ids, held)
    const next = ids.flatMap((id) => this.find(target.name, id) ?? [])
    await this.follow(target, next, rest, held)
  }

  async #bring(resource: ResourceModel, ids: readonly string[], held: Held): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.#holds(keyOf(resource.name, id), held))
    if (wanted.length === 0) return
    const found = new Map((await readers[held](this.#tx, resource, wanted)).map((row) => [row.id, row]))
    for (const id of wanted) {
      this.#known.set(keyOf(resource.name, id), found.get(id))
      this.#held.set(keyOf(resource.name, id), held)
    }
  }

  #holds(key: string, wanted: Held): boolean {
    const held = this.#held.get(key)
    if (held !== undefined) return strength[held] >= strength[wanted]
    return wanted === 'read' && this.#known.has(key)
  }
}

/** What is read beyond each reference. */
const hopsOf = oncePer((paths: readonly Path[]): ReadonlyMap<string, readonly Path[]> => {
  const hops = new Map<string, Path[]>()
  for (const [first, ...rest] of paths) if (first !== undefined && rest.length > 0) hops.set(first, [...(hops.get(first) ?? []), rest])
  return hops
})

const keyOf = (resource: string, id: string): string => `${resource}/${id}`
