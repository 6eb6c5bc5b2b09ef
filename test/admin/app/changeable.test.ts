import { describe, expect, it } from '@jest/globals'
import { frozenCells, isFrozen } from '../../../src/admin/app/form/changeable.js'
import type { FormState } from '../../../src/admin/app/form/form-state.js'
import type { LiveContext } from '../../../src/admin/app/model/live.js'
import type { Field, Resource } from '../../../src/admin/app/model/model.js'
import { parseFormula } from '../../../src/expressions/parse-formula.js'

const when = (formula: string) => {
  const parsed = parseFormula(formula)
  if (!('expression' in parsed)) throw new Error(`no formula: ${formula}`)
  return parsed.expression
}
const column = (name: string, changeable: string, writable = true) =>
  ({ name, kind: 'text', writable, changeable: when(changeable) }) as unknown as Field
const resource = (name: string, ...fields: readonly Field[]) =>
  ({ name, fields, field: new Map(fields.map((field) => [field.name, field])) }) as unknown as Resource

const columns = [
  column('note', 'true'),
  column('price', "order.status = 'draft'"),
  column('kind', "note <> 'kept'"),
  column('sum', 'false', false),
]
const target = resource('orderLine', ...columns)
const context = { model: { resources: new Map() }, known: new Map(), actor: {}, today: '2030-01-01' } as unknown as LiveContext
const field = { name: 'lines', relation: { by: 'order' } } as unknown as Field
const formIn = (status: string) =>
  ({ resource: resource('order', column('status', 'false', false)), values: { status } }) as unknown as FormState
const frozen = (status: string, line: object) => frozenCells(context, formIn(status), { field, target, columns }, { key: '1', ...line })

describe('cells of a line that is edited', () => {
  it('are open as their own columns say, of the line and of what it belongs to', () => {
    expect(frozen('draft', { id: '1', note: '' })).toBe('')
    expect(frozen('approved', { id: '1', note: '' })).toBe('price')
    expect(frozen('approved', { id: '1', note: 'kept' })).toBe('price,kind')
  })

  it('are all open in a line that was never saved', () => {
    expect(frozen('approved', { note: 'kept' })).toBe('')
  })

  it('are found by their whole names', () => {
    expect([isFrozen('unitPrice,kind', 'kind'), isFrozen('unitPrice', 'unit'), isFrozen('', 'kind')]).toEqual([true, false, false])
  })
})
