/** One term in every resource an actor may read: the newest few of each, in turn. */
import type { SearchHit } from '../door.js'
import { listRecords } from './list.js'
import { labelOf } from './present.js'
import type { Reader } from './reader.js'
import { findSource, type Source } from './source.js'
import { visibleNames } from './wanted.js'

const mostHits = 50
const hitsEach = 8

export async function searchAll(reader: Reader, term: string, limit: number): Promise<readonly SearchHit[]> {
  if (term.trim() === '') return []
  const found = await Promise.all(searchable(reader).map((source) => hitsIn(source, term)))
  return inTurn(found).slice(0, Math.max(0, Math.min(limit, mostHits)))
}

/** Owned rows are found through their owners, ledgers through what they keep account of. */
function searchable(reader: Reader): readonly Source[] {
  return Object.values(reader.model.resources).flatMap((resource) => {
    if (resource.searchTable === null || resource.owner !== null || resource.keptBy !== null) return []
    const source = findSource(reader, resource.name)
    return source === undefined || !visibleNames(source.access).has(resource.title) ? [] : [source]
  })
}

async function hitsIn(source: Source, term: string): Promise<readonly SearchHit[]> {
  const { name, title } = source.resource
  const { data } = await listRecords(source, { search: term, across: false, fields: [title], size: hitsEach, count: 'none' })
  return data.map((record) => ({ resource: name, id: record.id, label: labelOf(record[title], record.id) }))
}

/** The first of each, then the second of each: no resource crowds out the others. */
function inTurn(found: readonly (readonly SearchHit[])[]): readonly SearchHit[] {
  const longest = Math.max(0, ...found.map((hits) => hits.length))
  return Array.from({ length: longest }, (_, place) => found.flatMap((hits) => hits[place] ?? [])).flat()
}
