import { describe, expect, it } from '@jest/globals'
import type { TableModel } from '../../src/compile/table-model.js'
import { companyModel } from '../support/company.js'
import { tinyWith } from '../support/problems-of.js'
import { modelOf, tinyDefinitions } from '../support/tiny-definitions.js'

const tableIn = (tables: readonly TableModel[], name: string): TableModel =>
  tables.find((table) => table.name === name) ?? { name: '', columns: [], indexes: [], checks: [] }
const columnsIn = (table: TableModel) => Object.fromEntries(table.columns.map((column) => [column.name, column]))
const indexesIn = (table: TableModel) => table.indexes.map((index) => `${index.unique ? 'unique ' : ''}${index.columns.join(',')}`)

describe('the tables of a model', () => {
  const { tables } = modelOf(tinyDefinitions)

  it('store money with two digits, quantities with six and unit prices with eight', () => {
    const line = columnsIn(tableIn(tables, 'bill_line'))
    expect([line.amount?.type, line.quantity?.type, line.price?.type]).toEqual([
      { kind: 'decimal', precision: 18, scale: 2 },
      { kind: 'decimal', precision: 18, scale: 6 },
      { kind: 'decimal', precision: 18, scale: 8 },
    ])
  })

  it('keep a sort key beside a name, and none beside a number of a document', () => {
    expect(Object.keys(columnsIn(tableIn(tables, 'contact')))).toEqual(expect.arrayContaining(['name', 'name_key']))
    expect(columnsIn(tableIn(tables, 'bill')).number_key).toBeUndefined()
  })

  it('have no column for many rows, and one that starts at zero for a sum kept by others', () => {
    const contact = columnsIn(tableIn(tables, 'contact'))
    expect(contact.bills).toBeUndefined()
    expect(contact.open?.nullable).toBe(false)
    expect(columnsIn(tableIn(tables, 'bill')).total?.nullable).toBe(true)
  })

  it('give each filter an index that also gives the order of the list', () => {
    expect(indexesIn(tableIn(tables, 'bill'))).toEqual(['unique number', 'billed_on,id', 'contact_id,billed_on,id', 'status,billed_on,id'])
  })

  it('index the rows that somebody owns, and lines by their owner', () => {
    expect(indexesIn(tableIn(tables, 'contact'))).toEqual(['owner_id,id'])
    expect(indexesIn(tableIn(tables, 'bill_line'))).toEqual(['bill_id'])
  })

  it('keep no search terms of lines', () => {
    expect(tables.map((table) => table.name)).toEqual([
      'user',
      'user__search',
      'contact',
      'contact__search',
      'bill',
      'bill__search',
      'bill_line',
    ])
  })

  it('leave out what changes with the day', () => {
    const model = modelOf(
      tinyWith('bill', {
        fields: { age: { kind: 'integer', formula: 'daysBetween(billedOn, today)' }, older: { kind: 'integer', formula: 'age + 1' } },
      }),
    )
    expect(model.resources.bill?.fields.older?.stored).toBe(false)
    expect(Object.keys(columnsIn(tableIn(model.tables, 'bill')))).not.toContain('older')
  })

  it('store a field of the browser under its id, so that a new one of the same name starts empty', () => {
    const model = modelOf(tinyWith('bill', { fields: { x_memo: { kind: 'text', id: 'f-17' } } }))
    expect(model.resources.bill?.fields.x_memo).toMatchObject({ id: 'f-17', column: 'x_memo_f_17' })
  })
})

describe('the tables of the company', () => {
  const { tables } = companyModel()

  it('have names and index names that both databases take, each once', () => {
    const names = tables.flatMap((table) => [table.name, ...table.indexes.map((index) => index.name)])
    expect(names.filter((name) => name.length > 60)).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('have columns for all that is indexed', () => {
    const missing = tables.flatMap((table) =>
      table.indexes.flatMap((index) => index.columns.filter((column) => columnsIn(table)[column] === undefined)),
    )
    expect(missing).toEqual([])
  })

  it('cost a write no more than eight indexes', () => {
    expect(tables.filter((table) => table.indexes.length > 8).map((table) => table.name)).toEqual([])
  })

  it('fit into a row of MySQL: 65,535 bytes', () => {
    const wide = (table: TableModel) => table.columns.reduce((sum, { type }) => sum + (type.kind === 'text' ? type.length * 4 + 2 : 20), 0)
    expect(tables.filter((table) => wide(table) > 65_535).map((table) => table.name)).toEqual([])
  })
})
