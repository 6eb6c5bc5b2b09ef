/** The rows of a list, searched or not. */
import { soughtText } from '../../expressions/normalise.js'
import { readRows } from '../../store/rows/list-rows.js'
import { countIds, type FoundRow, type RowQuery, type Slice } from '../../store/rows/row-query.js'
import { type KnownMany, type Searching, searchingFor } from '../../store/rows/search-candidates.js'
import { countFound } from '../../store/rows/search-count.js'
import { soughtSql } from '../../store/rows/search-first.js'
import { findAtOnce, findRows } from '../../store/rows/search-rows.js'
import type { Search } from '../../store/rows/search-sources.js'
import type { Fragment } from '../../store/sql/fragment.js'
import { searchSources } from './search-sources.js'
import type { Source } from './source.js'

export interface RowsFound {
  page(slice: Slice): Promise<readonly FoundRow[]>
  /** @param limit  null: count them all */
  count(limit: number | null): Promise<number>
}

export interface Sought {
  readonly text: string
  /** Also in the titles of what the list shows references to. */
  readonly across: boolean
  readonly many: KnownMany
}

export function rowsFound(source: Source, query: RowQuery, sought: Sought | null): RowsFound {
  return sought === null ? listed(source, query) : searched(source, query, sought)
}

function listed({ reader: { sql } }: Source, query: RowQuery): RowsFound {
  return {
    page: (slice) => readRows(sql, query, slice),
    count: (limit) => countIds(sql, query, limit),
  }
}

/** The first look into the search tables serves the page and its count. */
function searched(source: Source, query: RowQuery, sought: Sought): RowsFound {
  const { sql } = source.reader
  const search = searchFor(source, sought)
  let looking: Promise<Searching> | undefined
  const look = (): Promise<Searching> => {
    looking ??= searchingFor(sql, query, search, sought.many)
    return looking
  }
  return {
    page: async (slice) => (await findAtOnce(sql, query, { ...search, many: sought.many }, slice)) ?? findRows(sql, await look(), slice),
    count: async (limit) => countFound(sql, await look(), limit),
  }
}

function searchFor(source: Source, { text, across }: Omit<Sought, 'many'>): Search {
  const sought = soughtText(text)
  return { text: sought, sources: sought === '' ? [] : searchSources(source, across) }
}

const unknown: KnownMany = { has: () => false, add: () => {} }

/** Is a row found by the text? For statements that read every row anyway. */
export async function soughtIn(source: Source, query: RowQuery, text: string): Promise<Fragment> {
  return soughtSql(await searchingFor(source.reader.sql, query, searchFor(source, { text, across: true }), unknown))
}
