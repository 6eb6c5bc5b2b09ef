import { describe, expect, it } from '@jest/globals'
import { canAdd } from '../../../src/admin/app/grid/grid-columns.js'
import { copiedLine, movedLine, removedLine } from '../../../src/admin/app/grid/line-moves.js'
import type { Field, Resource } from '../../../src/admin/app/model/model.js'
import { readModel } from '../../../src/admin/app/model/read-model.js'

const lines = [
  { key: '1', id: '1', quantity: '1' },
  { key: '2', id: '2', quantity: '2' },
  { key: 'new1', quantity: '3' },
]
const order = (kept: readonly { readonly key: string }[]) => kept.map(({ key }) => key)

describe('rows of a line grid', () => {
  it('puts a row before another, in either direction', () => {
    expect(order(movedLine(lines, 'new1', '1'))).toEqual(['new1', '1', '2'])
    expect(order(movedLine(lines, '1', 'new1'))).toEqual(['2', 'new1', '1'])
    expect(movedLine(lines, '1', '1')).toBe(lines)
  })

  it('marks a saved row as removed and forgets one that never was', () => {
    expect(removedLine(lines, '1')[0]).toEqual({ key: '1', id: '1', quantity: '1', remove: true })
    expect(order(removedLine(lines, 'new1'))).toEqual(['1', '2'])
  })

  it('copies what people wrote, and not the identity', () => {
    const target = { fields: [{ name: 'quantity', writable: true, formula: null }] } as unknown as Resource
    const copy = copiedLine(lines, '1', target)[1]
    expect(copy).toMatchObject({ quantity: '1' })
    expect(copy).not.toHaveProperty('id')
    expect(copy?.key).not.toBe('1')
  })

  it('are added only where all that a line needs stands in the grid', () => {
    const needed = (name: string, given: unknown = null) =>
      ({ name, writable: true, default: given, required: { op: 'literal', value: true } }) as unknown as Field
    const [product, source, owner] = [needed('product'), needed('orderLine'), needed('shipment')]
    const target = { fields: [owner, source, product, needed('warehouse', { kind: 'from', path: [] })] } as unknown as Resource
    const relation = { relation: { by: 'shipment' } } as unknown as Field

    const can = (columns: readonly Field[], resources: ReadonlyMap<string, Resource> = new Map()) =>
      canAdd(resources, { target, relation, columns })
    const ofLines = new Map([['lineOfOther', { owned: true } as unknown as Resource]])

    expect(can([product, source])).toBe(true)
    expect(can([product])).toBe(false)
    Object.assign(source, { target: 'lineOfOther' })
    expect(can([product, source], ofLines)).toBe(false)
  })

  it('that no column can fill are no reason to offer a new document', () => {
    const line = (screens: readonly string[]) => ({
      resource: 'line',
      fields: [
        { name: 'bill', kind: 'belongsTo', required: true, write: ['create', 'update'] },
        { name: 'source', kind: 'text', required: true, write: ['create', 'update'] },
      ],
      screens: { list: screens },
    })
    const canOf = (screens: readonly string[], atLeast = 1) => {
      const lines = { name: 'lines', kind: 'hasMany', target: 'line', relation: { by: 'bill', owned: true, atLeast } }
      const sent = { version: 1, resources: [{ name: 'bill', can: ['read', 'create'], fields: [lines], lines: { lines: line(screens) } }] }
      return [...(readModel(sent, 'update').resources.get('bill')?.can ?? [])]
    }

    expect([canOf(['source']), canOf(['bill']), canOf(['bill'], 0)]).toEqual([['read', 'create'], ['read'], ['read', 'create']])
  })
})
