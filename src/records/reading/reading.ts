/**
 * The reading half of the door. Every query carries the actor's rows and fields in itself; what one may not read answers exactly as what does
 * not exist. Ids of a page come from an index, then cells by id, then the targets of references by id: never a join, because a server may
 * drive one from the wrong side (3.3 s instead of 12 ms).
 */
import type { Reading } from '../door.js'
import { aggregateRecords } from './aggregate.js'
import { getRecord } from './get.js'
import { searchAll } from './global-search.js'
import { historyOf } from './history.js'
import { eachPage, listRecords } from './list.js'
import { listPlan } from './list-plan.js'
import { LongLists } from './long-lists.js'
import { openActionsOf } from './open-actions.js'
import { patience, type ReadingDeps, readerFor } from './reader.js'
import { sourceFor } from './source.js'

export type { ReadingDeps } from './reader.js'

/** Rows a job or an export is given at once. */
const rowsAtOnce = 500

/** @param deps.database  a database, or a transaction to read in */
export function createReading(given: ReadingDeps): Reading {
  const deps = { longLists: new LongLists(given.clock), ...given }
  return {
    list: async (context, resource, query) => listRecords(sourceFor(readerFor(deps, context, patience.page), resource), query),
    get: async (context, resource, id, fields) => getRecord(sourceFor(readerFor(deps, context, patience.page), resource), id, fields),
    each: (context, resource, query, action) =>
      eachPage(listPlan(sourceFor(readerFor(deps, context, patience.job), resource, action), query), rowsAtOnce),
    aggregate: async (context, resource, query) => aggregateRecords(sourceFor(readerFor(deps, context, patience.sums), resource), query),
    search: async (context, term, limit) => searchAll(readerFor(deps, context, patience.page), term, limit),
    history: async (context, resource, id, query) => historyOf(sourceFor(readerFor(deps, context, patience.page), resource), id, query),
    openActions: async (context, resource, id) => openActionsOf(sourceFor(readerFor(deps, context, patience.page), resource), id),
  }
}
