import { describe, expect, it } from '@jest/globals'
import { and, compare, literalOf, not, or, pathOf } from '../../src/expressions/build.js'
import { always, type Expression } from '../../src/expressions/tree.js'
import { bindParameters } from '../../src/reports/bind-parameters.js'

const answer = (name: string): Expression => ({ op: 'answer', name, type: 'text' })
const at = (name: string, value: Expression): Expression => compare('eq', pathOf([name], 'text'), value)

describe('parameters in a condition', () => {
  it('take the place of their names', () => {
    expect(bindParameters(at('region', answer('region')), { region: 'north' })).toEqual(at('region', literalOf('text', 'north')))
  })

  it('narrow nothing when they were not given', () => {
    const condition = and(at('status', literalOf('text', 'open')), at('region', answer('region')), not(at('owner', answer('owner'))))
    expect(bindParameters(condition, { region: null, owner: null })).toEqual(at('status', literalOf('text', 'open')))
  })

  it('leave the other choice of an or, and everything when there is none', () => {
    const either = or(at('a', answer('x')), at('b', literalOf('text', '1')))
    expect(bindParameters(either, { x: null })).toEqual(at('b', literalOf('text', '1')))
    expect(bindParameters(or(at('a', answer('x')), at('b', answer('y'))), { x: null, y: null })).toEqual(always)
  })

  it('stand for several when several options were chosen', () => {
    const one: Expression = { op: 'in', operand: pathOf(['status'], 'text'), list: [answer('states')] }
    expect(bindParameters(one, { states: ['a', 'b'] })).toEqual({ ...one, list: [literalOf('text', 'a'), literalOf('text', 'b')] })
  })
})
