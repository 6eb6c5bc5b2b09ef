import { describe, expect, it } from '@jest/globals'
import { copiedLine, movedLine, removedLine } from '../../../src/admin/app/grid/line-moves.js'
import type { Resource } from '../../../src/admin/app/model/model.js'

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
})
