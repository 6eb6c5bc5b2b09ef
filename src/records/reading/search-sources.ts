/** Where an actor's search of a list looks: in fields they may read, and in titles they may read of what the list refers to. */
import type { FieldModel } from '../../compile/model.js'
import type { Expression } from '../../expressions/tree.js'
import { type Readable, readableFields } from '../../permissions/fields.js'
import { rowsOf } from '../../permissions/rows.js'
import { isPlainNumber, type SearchedFields, type SearchSource } from '../../store/rows/search-sources.js'
import { searchableFields } from '../../store/rows/search-terms.js'
import { findSource, type Source } from './source.js'

export function searchSources(source: Source, across: boolean): readonly SearchSource[] {
  const own = fieldsOf(source, searchableFields(source.resource))
  const { searchTable } = source.resource
  const sources: readonly SearchSource[] = searchTable === null ? [] : own.map((fields) => ({ kind: 'own', table: searchTable, fields }))
  return across ? [...sources, ...shownReferences(source).flatMap((field) => referenceSources(source, field))] : sources
}

/** Readable ones, those that may be read on the same rows together, plain numbers by themselves. */
function fieldsOf(source: Source, names: readonly string[]): readonly SearchedFields[] {
  const readable = readableFields(source.access)
  const everywhere = names.filter((name) => readable.get(name) === 'all')
  const numbers = everywhere.filter((name) => isPlainNumber(source.resource, name))
  const others = everywhere.filter((name) => !numbers.includes(name))
  const somewhere = names.filter((name) => isCondition(readable.get(name)))
  const some = somewhere.map((name) => ({ names: [name], readable: conditionOf(readable.get(name)) }))
  const all = [numbers, others].filter((group) => group.length > 0)
  return [...all.map((group) => ({ names: group, readable: null })), ...some]
}

const isCondition = (readable: Readable | undefined): readable is Expression => readable !== undefined && readable !== 'all'
const conditionOf = (readable: Readable | undefined): Expression | null => (isCondition(readable) ? readable : null)

function shownReferences({ resource }: Source): readonly FieldModel[] {
  return resource.screens.list.flatMap((name) => {
    const field = resource.fields[name]
    return field?.kind === 'belongsTo' && field.column !== null ? [field] : []
  })
}

function referenceSources(source: Source, field: FieldModel): readonly SearchSource[] {
  const readable = readableFields(source.access).get(field.name)
  const there = readable === undefined || field.target === null ? undefined : findSource(source.reader, field.target)
  const table = there?.resource.searchTable
  if (there === undefined || table === undefined || table === null) return []
  const titles = fieldsOf(
    there,
    searchableFields(there.resource).filter((name) => name === there.resource.title),
  )
  const to = { field, readable: conditionOf(readable), target: there.resource, rows: rowsOf(there.access) }
  return titles.map((fields) => ({ kind: 'reference', table, fields, ...to }))
}
