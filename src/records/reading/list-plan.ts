import { and } from '../../expressions/build.js'
import { always } from '../../expressions/tree.js'
import type { RowQuery } from '../../store/rows/row-query.js'
import type { KnownMany } from '../../store/rows/search-candidates.js'
import type { ListQuery } from '../door.js'
import { orderFor } from './order.js'
import { scopeFor } from './reader.js'
import { cellsFor } from './records.js'
import { type RowsFound, rowsFound } from './rows-found.js'
import type { Source } from './source.js'
import { type Wanted, wantedFor } from './wanted.js'
import { whereFor } from './where.js'

/** Everything a list needs to know before its first statement. */
export interface ListPlan {
  readonly source: Source
  readonly asked: ListAsked
  readonly query: RowQuery
  readonly wanted: Wanted
  readonly rows: RowsFound
}

export interface ListAsked extends ListQuery {
  /** False: a search looks in the record's own fields alone. */
  readonly across?: boolean
}

export function listPlan(source: Source, asked: ListAsked): ListPlan {
  const { reader, resource } = source
  const wanted = wantedFor(source, asked.fields, asked.include)
  const query: RowQuery = {
    scope: scopeFor(reader, resource),
    branches: source.branches.map((branch) => and(branch, source.limit)),
    where: and(whereFor(reader, resource.name, asked.where), asked.condition ?? always),
    also: [],
    order: orderFor(source, asked.sort),
    bring: cellsFor(source, wanted),
    timeoutMs: reader.timeoutMs,
  }
  const text = asked.search?.trim() ?? ''
  const rows = rowsFound(source, query, text === '' ? null : { text, across: asked.across ?? true, many: manyOf({ source, asked }) })
  return { source, asked, query, wanted, rows }
}

function manyOf(list: Pick<ListPlan, 'source' | 'asked'>): KnownMany {
  const { longLists, model } = list.source.reader
  const name = nameOf(list)
  return { has: (what) => longLists.has(model, `${what} in ${name}`), add: (what) => longLists.add(model, `${what} in ${name}`) }
}

/** The same text for the same rows: whoever has other rights has another list. */
export function nameOf({ source, asked }: Pick<ListPlan, 'source' | 'asked'>): string {
  const { id, roles, department, departments, warehouse, viewer } = source.reader.actor
  const { where, condition, search, across } = asked
  return JSON.stringify([source.resource.name, id, roles, department, departments, warehouse, viewer, where, condition, search, across])
}
