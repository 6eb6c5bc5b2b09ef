import { describe, expect, it } from '@jest/globals'
import { conditionOf } from '../../../src/admin/app/form/condition-of.js'
import type { Expression } from '../../../src/expressions/tree.js'
import { companyModel } from '../../support/company.js'

const whereOf = (resource: string, field: string): Expression => {
  const where = companyModel().resources[resource]?.fields[field]?.where
  if (where == null) throw new Error(`${resource}.${field} has no condition`)
  return where
}

describe('what a picker asks the server for', () => {
  it('is the condition of the field, as a list takes it', () => {
    expect(conditionOf(whereOf('order', 'customer'))).toEqual({ status: 'active' })
    expect(conditionOf(whereOf('order', 'warehouse'))).toEqual({ active: true })
  })

  it('is nothing where only the screen can tell', () => {
    const path = { op: 'path', path: ['owner'], type: 'reference', scale: null } as const
    const mine: Expression = { op: 'eq', left: path, right: { op: 'actor', attribute: 'id' } }
    const open = whereOf('order', 'customer')

    expect(conditionOf(mine)).toBeNull()
    expect(conditionOf({ op: 'and', operands: [open, mine] })).toBeNull()
    expect(conditionOf({ op: 'or', operands: [open, open] })).toEqual({ or: [{ status: 'active' }, { status: 'active' }] })
    expect(conditionOf({ op: 'not', operand: open })).toBeNull()
  })
})
