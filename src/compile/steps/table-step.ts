import type { Catalog } from '../catalog.js'
import { columnTypeOf } from '../kinds.js'
import type { FieldModel, ResourceModel } from '../model.js'
import { indexName } from '../names.js'
import type { ColumnModel, TableModel } from '../table-model.js'
import { indexesOf } from './index-step.js'

/** Length of a sort key: enough to tell two names apart, short enough for an index. */
const sortKeyLength = 200

export function tablesOf(catalog: Catalog, resource: ResourceModel): readonly TableModel[] {
  const main: TableModel = { name: resource.table, columns: columnsOf(catalog, resource), indexes: indexesOf(resource), checks: [] }
  return resource.searchTable === null ? [main] : [main, searchTable(resource.searchTable)]
}

function columnsOf(catalog: Catalog, resource: ResourceModel): readonly ColumnModel[] {
  return Object.values(resource.fields).flatMap((field) => {
    const definition = catalog.resources.get(resource.name)?.fields.get(field.name)
    if (field.column === null || definition === undefined) return []
    const nullable = isNullable(resource, field)
    const column: ColumnModel = { name: field.column, type: columnTypeOf(field.name, definition), nullable, ...startOf(resource, field) }
    return field.sortColumn === null || field.sortColumn === field.column ? [column] : [column, sortKey(field.sortColumn)]
  })
}

const sortKey = (name: string): ColumnModel => ({ name, type: { kind: 'text', length: sortKeyLength }, nullable: true })

/** Sums and counts kept by other rows start at zero and change by differences: null would swallow them. Whoever creates a row may be nobody. */
function isNullable(resource: ResourceModel, field: FieldModel): boolean {
  if (field.implicit) return field.name === 'createdBy' || field.name === 'updatedBy'
  return !(field.formula?.op === 'aggregate' && resource.fields[field.formula.relation]?.relation?.owned === false)
}

/** Writers of the version before, and of one in which it is hidden again, say nothing of a state or a roll-up. */
function startOf(resource: ResourceModel, field: FieldModel): Pick<ColumnModel, 'default'> {
  if (field.implicit) return field.name === 'status' && resource.workflow !== null ? { default: resource.workflow.initial } : {}
  return isNullable(resource, field) ? {} : { default: '0' }
}

/** Terms of a record: its words, and where they stand. `ordinal` orders them as the list of documents is ordered; see `store/rows/search-terms.ts`. */
function searchTable(name: string): TableModel {
  return {
    name,
    columns: [
      { name: 'term', type: { kind: 'text', length: 40 }, nullable: false },
      { name: 'record_id', type: { kind: 'id' }, nullable: false },
      { name: 'field', type: { kind: 'text', length: 60 }, nullable: false },
      { name: 'is_start', type: { kind: 'boolean' }, nullable: false },
      { name: 'is_spoken', type: { kind: 'boolean' }, nullable: false },
      { name: 'ordinal', type: { kind: 'bigint' }, nullable: true },
    ],
    indexes: [{ name: indexName(name, ['record_id', 'field']), columns: ['record_id', 'field'], unique: false }],
    checks: [],
    primaryKey: ['field', 'term', 'record_id'],
  }
}
