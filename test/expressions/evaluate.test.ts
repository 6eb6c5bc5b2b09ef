import { describe, expect, it } from '@jest/globals'
import { evaluate, holds } from '../../src/expressions/evaluate.js'
import { matchesText } from '../../src/expressions/normalise.js'
import { compareBytes } from '../../src/expressions/value.js'
import { formula, type Row, scopeOf, shown } from './support.js'

const answer = (text: string, row: Row = {}): unknown => shown(evaluate(formula(text), scopeOf(row)))

describe('arithmetic', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['10 - 4 - 3', '3'],
    ['-a * 2', '-6'],
    ['1 / 3', '0.33333333'],
    ['2 / 3', '0.66666667'],
    ['-2 / 3', '-0.66666667'],
    ['round(2.5)', '3'],
    ['round(-2.5)', '-3'],
    ['round(1.005, 2)', '1.01'],
    ['99999999999999999.99 * 3', '299999999999999999.97'],
  ])('%s is %s', (text, expected) => expect(answer(text, { a: '3' })).toBe(expected))

  it.each(['1 / 0', 'missing + 1', '-missing', 'round(missing, 2)', 'a / missing'])('%s is absent', (text) => {
    expect(answer(text, { a: '3' })).toBeNull()
  })
})

describe('what is absent', () => {
  it('makes a comparison unknown, and unknown is not true, nor is its opposite', () => {
    for (const text of ['missing = 1', 'missing <> 1', 'not missing = 1', 'missing > 0', 'missing in (1, 2)']) {
      expect(answer(text)).toBeNull()
      expect(holds(formula(text), scopeOf({}))).toBe(false)
    }
  })

  it('does not stop what is certain anyway', () => {
    expect(answer('missing = 1 and 1 = 2')).toBe(false)
    expect(answer('missing = 1 or 1 = 1')).toBe(true)
    expect(answer('missing = 1 or 1 = 2')).toBeNull()
    expect(answer('empty(missing) and not empty(a)', { a: '3' })).toBe(true)
  })

  it('is ignored by coalesce, least and greatest', () => {
    expect(answer('coalesce(missing, a, 9)', { a: '3' })).toBe('3')
    expect(answer('least(missing, a, 9)', { a: '3' })).toBe('3')
    expect(answer('greatest(missing, a, 2)', { a: '3' })).toBe('3')
    expect(answer('least(missing)')).toBeNull()
  })

  it('takes the other branch of if', () => expect(answer("if(missing = 1, 'yes', 'no')")).toBe('no'))
})

describe('rows of a relation', () => {
  const row: Row = {
    lines: [
      { amount: '10.00', open: true },
      { amount: '5.50', open: false },
      { amount: null, open: true },
    ],
    none: [],
  }

  it.each([
    ['sum(lines.amount)', '15.5'],
    ['sum(lines.amount, lines.open = true)', '10'],
    ['sum(lines.amount * 2, open = true)', '20'],
    ['count(lines)', '3'],
    ['count(lines, not empty(amount))', '2'],
    ['min(lines.amount)', '5.5'],
    ['max(lines.amount)', '10'],
    ['sum(none.amount)', '0'],
    ['count(none)', '0'],
  ])('%s is %s', (text, expected) => expect(answer(text, row)).toBe(expected))

  it('has no least of nothing', () => expect(answer('min(none.amount)', row)).toBeNull())
})

describe('days and the actor', () => {
  it.each([
    ["addDays('2026-02-27', 2)", '2026-03-01'],
    ["addDays('2024-02-28', 1.5)", '2024-03-01'],
    ['addDays(today, -22)', '2026-10-31'],
    ["daysBetween('2026-01-01', today)", '325'],
    ["daysBetween(today, '2026-11-20')", '-2'],
    ['now', '2026-11-22T08:00:00.000Z'],
    ['actor.id', '7'],
    ['answer.reason', 'late'],
  ])('%s is %s', (text, expected) => expect(answer(text)).toBe(expected))

  it('knows a day outside the calendar as absent', () => expect(answer("addDays('9999-12-31', 1)")).toBeNull())
  it('finds a department among those below', () => expect(answer('d in actor.departments', { d: 'x' })).toBe(false))
})

describe('text', () => {
  it('is compared byte by byte, as the databases do', () => {
    expect(answer("'a' = 'A'")).toBe(false)
    expect(answer("'Z' < 'a'")).toBe(true)
    expect(compareBytes('\u{1F600}', '\uFF5A')).toBeGreaterThan(0)
    expect(compareBytes('\u{1F600}', '\uFF5A')).toBe(
      Math.sign(Buffer.compare(Buffer.from('\u{1F600}'), Buffer.from('\uFF5A'))) * Math.abs(compareBytes('\u{1F600}', '\uFF5A')),
    )
  })

  it('is searched without regard to case and width', () => {
    expect(matchesText('contains', 'ＡＢＣ  有限公司', 'bc 有')).toBe(true)
    expect(matchesText('startsWith', '上海某某', '上海')).toBe(true)
    expect(matchesText('startsWith', '某某上海', '上海')).toBe(false)
    expect(matchesText('contains', 'anything', '  ')).toBe(false)
  })

  it('equals what a list holds', () => {
    expect(answer("tags = 'vip'", { tags: ['old', 'vip'] })).toBe(true)
    expect(answer("tags in ('new', 'old')", { tags: ['old', 'vip'] })).toBe(true)
    expect(answer("tags <> 'vip'", { tags: ['old'] })).toBe(true)
    expect(answer('empty(tags)', { tags: [] })).toBe(true)
  })
})
