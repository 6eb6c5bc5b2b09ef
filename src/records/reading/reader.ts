/** One read: on which connection, as whom, at what instant. */
import type { Model, ResourceModel } from '../../compile/model.js'
import { type Clock, instantOf, todayOf } from '../../kernel/clock.js'
import { NotFoundError } from '../../kernel/errors.js'
import type { Actor } from '../../permissions/actor.js'
import { type Hop, hopFor } from '../../permissions/fields.js'
import type { Sql } from '../../store/database.js'
import { type CellQuery, type CellRow, type KnownCells, readCells, readCellsTogether } from '../../store/rows/read-cells.js'
import type { SqlScope } from '../../store/sql/sql-scope.js'
import type { Context } from '../door.js'
import { LongLists } from './long-lists.js'

export interface Reader {
  readonly sql: Sql
  readonly model: Model
  readonly actor: Actor
  /** The company's calendar day. */
  readonly today: string
  /** ISO 8601 UTC. */
  readonly now: string
  /** The company's zone. */
  readonly zone: string
  /** How a query may read a resource on its way across a reference. */
  readonly hop: (resource: string) => Hop
  readonly timeoutMs: number
  readonly longLists: LongLists
  /** Cells of rows by their ids. */
  readonly cells: (query: CellQuery) => Promise<readonly CellRow[]>
  /** Of several resources at once; one answer a query, in the same order. */
  readonly cellsTogether: (queries: readonly CellQuery[]) => Promise<readonly (readonly CellRow[])[]>
}

/** How long a person waits for a page, a group of sums, or a job for its next rows. */
export const patience = { page: 5_000, sums: 20_000, job: 60_000 } as const

export interface ReadingDeps {
  readonly database: Sql
  readonly clock: Clock
  readonly longLists?: LongLists
  /** What a writer has at hand of the record it has just written. */
  readonly known?: KnownCells
}

export function readerFor(deps: ReadingDeps, context: Context, timeoutMs: number): Reader {
  const { model, actor } = context
  const hops = new Map<string, Hop>()
  const find = hopFor(model, actor)
  const hop = (resource: string): Hop => {
    const known = hops.get(resource) ?? find(resource)
    hops.set(resource, known)
    return known
  }
  const { database: sql, clock, longLists = new LongLists(clock) } = deps
  return {
    sql,
    model,
    actor,
    today: todayOf(clock),
    now: instantOf(clock),
    zone: clock.zone,
    hop,
    timeoutMs,
    longLists,
    ...cellsFrom(deps),
  }
}

/** What is at hand is not asked for. */
function cellsFrom({ database, known = async () => undefined }: ReadingDeps): Pick<Reader, 'cells' | 'cellsTogether'> {
  return {
    cells: async (query) => (await known(query)) ?? readCells(database, query),
    cellsTogether: async (queries) => {
      const atHand: (readonly CellRow[] | undefined)[] = []
      for (const query of queries) atHand.push(await known(query))
      const read = [
        ...(await readCellsTogether(
          database,
          queries.filter((_, index) => atHand[index] === undefined),
        )),
      ]
      return atHand.map((cells) => cells ?? read.shift() ?? [])
    },
  }
}

/** What expressions are read on in SQL: rows of the resource under the alias `t`, with what the actor may read of them. */
export function scopeFor(reader: Reader, resource: ResourceModel): SqlScope {
  const { model, actor, today, now, hop } = reader
  const { readable } = hop(resource.name)
  return { model, resource, alias: 't', dialect: reader.sql.dialect, actor, today, now, answers: {}, readable, across: hop }
}

/** @throws NotFoundError for what is no resource */
export function resourceIn(model: Model, name: string): ResourceModel {
  const resource = Object.hasOwn(model.resources, name) ? model.resources[name] : undefined
  if (resource === undefined) throw new NotFoundError()
  return resource
}
