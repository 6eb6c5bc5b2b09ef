/**
 * Which indexes a table has. A list is fast at the millionth row when one index gives both the rows and their order, so references, states and
 * the actor's own rows carry the default order with them; every index costs each write, so nothing else has one unless it says `indexed`.
 */
import { nodesOf } from '../../expressions/references.js'
import type { FieldModel, ResourceModel } from '../model.js'
import { indexName } from '../names.js'
import type { IndexModel } from '../table-model.js'

export function indexesOf(resource: ResourceModel): readonly IndexModel[] {
  const unique = resource.uniques.map((fields) => uniqueIndex(resource, fields))
  const wanted = [orderOf(resource), ...Object.values(resource.fields).flatMap((field) => columnsFor(resource, field))]
  const plain = withoutPrefixes(
    wanted.filter((columns) => columns.length > 0 && columns[0] !== 'id'),
    unique,
  )
  return [...unique, ...plain.map((columns) => ({ name: indexName(resource.table, columns), columns, unique: false }))]
}

function uniqueIndex(resource: ResourceModel, fields: readonly string[]): IndexModel {
  const columns = fields.flatMap((name) => resource.fields[name]?.column ?? [])
  return { name: indexName(resource.table, columns, 'ux'), columns, unique: true }
}

/** The columns of the default order, the id last; nothing when the id alone orders. */
function orderOf(resource: ResourceModel): readonly string[] {
  const names = resource.screens.sort.split(',').map((name) => name.trim().replace(/^-/, ''))
  const columns = names.flatMap((name) => resource.fields[name]?.sortColumn ?? [])
  return columns[0] === 'id' ? [] : [...columns.filter((column) => column !== 'id'), 'id']
}

function columnsFor(resource: ResourceModel, field: FieldModel): readonly (readonly string[])[] {
  const order = orderOf(resource)
  if (field.column === null || field.sortColumn === null || order[0] === field.sortColumn || beginsUnique(resource, field)) return []
  const ordered = [field.column, ...(order.length === 0 ? ['id'] : order.filter((column) => column !== field.column))]
  if (isAskedFor(resource, field) && (field.kind === 'belongsTo' || field.kind === 'select')) return [withOwners(resource, ordered)]
  if (isSpan(resource, field) || field.indexed) return [[field.sortColumn, 'id']]
  return field.kind === 'belongsTo' && !field.implicit ? [[field.column]] : []
}

/** Whose row it is rides along: rows of several grants are told apart in the index alone, where fetching 100,000 of them takes 200 ms. */
function withOwners(resource: ResourceModel, ordered: readonly string[]): readonly string[] {
  const owners = ownPaths(resource).flatMap(([name = '', ...rest]) => (rest.length > 0 ? [] : (resource.fields[name]?.column ?? [])))
  return [...ordered, ...new Set(owners.filter((column) => !ordered.includes(column)))]
}

/** A unique combination that begins with it leaves few rows to each of its values. */
const beginsUnique = (resource: ResourceModel, { name }: FieldModel): boolean => resource.uniques.some(([first]) => first === name)

/** People filter by it, or somebody's rows are those where it is them. */
function isAskedFor(resource: ResourceModel, field: FieldModel): boolean {
  return (
    resource.screens.filter.includes(field.name) ||
    (field.name === 'status' && resource.workflow !== null) ||
    ownFields(resource).has(field.name)
  )
}

const isSpan = ({ screens }: ResourceModel, { kind, name }: FieldModel): boolean =>
  (kind === 'date' || kind === 'instant') && (screens.filter.includes(name) || screens.calendar?.on === name)

/** Fields on the way to what scopes and grants compare with who acts. */
const ownFields = (resource: ResourceModel): ReadonlySet<string> => new Set(ownPaths(resource).flat())

function ownPaths(resource: ResourceModel): readonly (readonly string[])[] {
  const conditions = [
    ...Object.values(resource.scopes),
    ...resource.grants.map((grant) => grant.rows),
    ...resource.restrictions.map((one) => one.rows),
  ]
  return conditions.flatMap(nodesOf).flatMap((node) => {
    if (node.op === 'eq' && node.left.op === 'path' && node.right.op === 'actor') return [node.left.path]
    return node.op === 'in' && node.operand.op === 'path' && !Array.isArray(node.list) ? [node.operand.path] : []
  })
}

/** An index that another begins with would only cost. */
function withoutPrefixes(wanted: readonly (readonly string[])[], unique: readonly IndexModel[]): readonly (readonly string[])[] {
  const distinct = [...new Map(wanted.map((columns) => [columns.join(','), columns])).values()]
  const isPrefix = (columns: readonly string[], other: readonly string[]): boolean =>
    other !== columns && columns.every((column, index) => other[index] === column)
  const all = [...distinct, ...unique.map((index) => index.columns)]
  return distinct.filter((columns) => !all.some((other) => isPrefix(columns, other)))
}
