import { describe, expect, it } from '@jest/globals'
import type { Expression } from '../../src/expressions/tree.js'
import { type TypeChecked, typeCheck } from '../../src/expressions/types.js'
import { model } from '../store-sql/model.js'
import { typeScopeOf } from '../support/type-scope.js'
import { condition, formula } from './support.js'

const check = (expression: Expression): TypeChecked => typeCheck(expression, typeScopeOf(model, 'doc'))

describe('types', () => {
  it.each([
    ['amount + price', 'decimal', 8],
    ['amount * price', 'decimal', 10],
    ['amount / price', 'decimal', 8],
    ['round(amount * price, 2)', 'decimal', 2],
    ['sum(lines.quantity * lines.price)', 'decimal', 14],
    ['count(lines, product.active)', 'decimal', 0],
    ['max(lines.day)', 'date', null],
    ["if(open, 'a', name)", 'text', null],
    ["if(open, day, '2026-01-01')", 'date', null],
    ['coalesce(amount, 0.125)', 'decimal', 3],
    ['addDays(day, 3)', 'date', null],
    ['daysBetween(day, today)', 'decimal', 0],
    ['party.group.rank > 1 and party.owner = actor.id', 'boolean', null],
    ["party in ('1', '2')", 'boolean', null],
    ["tags = 'vip'", 'boolean', null],
    ['count(party.docs, open) > 1', 'boolean', null],
    ["at >= '2026-11-22T08:00:00+08:00'", 'boolean', null],
  ])('%s is %s', (text, type, scale) => expect(check(formula(text))).toMatchObject({ type, scale }))

  it('writes types and scales into paths and reads constants as what they stand beside', () => {
    expect(check(condition({ amount: { gt: '1.5' }, day: '2026-11-22', at: '2026-11-22T08:00:00+08:00', party: '1' }))).toMatchObject({
      expression: {
        operands: [
          { left: { type: 'decimal', scale: 2 }, right: { type: 'decimal', value: '1.5' } },
          { right: { type: 'date' } },
          { right: { type: 'instant', value: '2026-11-22T00:00:00.000Z' } },
          { right: { type: 'reference', value: '1' } },
        ],
      },
    })
  })

  it.each([
    ['amuont + 1', 'unknown-field', 'Did you mean “amount”?'],
    ['party.nane = 1', 'unknown-field', 'Did you mean “name”?'],
    ['name.first = 1', 'not-a-reference', ''],
    ['lines = 1', 'many-rows', 'Use sum(), count() …'],
    ['sum(party.credit)', 'not-a-relation', ''],
    ['sum(line.quantity)', 'unknown-field', 'Did you mean “lines”?'],
    ['name + 1', 'wrong-type', ''],
    ['sum(lines.note)', 'wrong-type', ''],
    ['open and amount', 'wrong-type', ''],
    ['amount = open', 'different-types', ''],
    ['day = at', 'different-types', ''],
    ["day = 'tomorrow'", 'wrong-type', ''],
    ["party = 'ada'", 'wrong-type', ''],
    ["amount = '1,5'", 'wrong-type', ''],
    ["tags = 'vp'", 'unknown-option', 'Did you mean “vip”?'],
    ['party < 3', 'not-ordered', ''],
    ['open > true', 'not-ordered', ''],
    ['party = actor.departments', 'different-types', 'Use in with a list.'],
    ['amount in actor.departments', 'wrong-type', ''],
    ["contains(note, 'x')", 'not-searchable', 'Say searchable: true.'],
    ['answer.x = 1', 'unknown-answer', ''],
    ["if(open, 1, 'a')", 'wrong-type', ''],
    ['if(open, amount, name)', 'different-types', ''],
    ['least(open, urgent)', 'not-ordered', ''],
    ['least(amount, least(amount, least(amount, 1)))', 'too-deep', ''],
    ['price * price * price * price', 'too-many-digits', 'Round a part of it with round().'],
    ['addDays(at, 1)', 'wrong-type', ''],
  ])('%s is refused: %s', (text, code, hint) => {
    expect(check(formula(text))).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ code, hint: expect.objectContaining({ en: hint }) })]),
    })
  })

  it('says once what is wrong once', () => {
    const found = check(formula('(nothing + 1) * 2 > 3 and open'))
    expect('problems' in found && found.problems.map((problem) => problem.code)).toEqual(['unknown-field'])
  })

  it('asks for the type that is wanted', () => {
    expect(typeCheck(formula('amount'), typeScopeOf(model, 'doc'), 'boolean')).toMatchObject({ problems: [{ code: 'wrong-type' }] })
  })
})
