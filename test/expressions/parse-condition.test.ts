import { describe, expect, it } from '@jest/globals'
import { holds } from '../../src/expressions/evaluate.js'
import { parseCondition } from '../../src/expressions/parse-condition.js'
import { printFormula } from '../../src/expressions/print.js'
import { condition, scopeOf } from './support.js'

describe('a condition as JSON', () => {
  it.each([
    [{ status: 'draft' }, "status = 'draft'"],
    [{ status: null }, 'empty(status)'],
    [{ status: '' }, 'empty(status)'],
    [{ status: ['a', 'b'] }, "status in ('a', 'b')"],
    [{ status: ['a', null] }, "status in ('a') or empty(status)"],
    [{ total: { gte: 5, lt: '12.30' } }, "total >= 5 and total < '12.30'"],
    [{ status: { not: 'x' } }, "status <> 'x'"],
    [{ status: { not: ['x', 'y'] } }, "not status in ('x', 'y')"],
    [{ status: { not: null } }, 'not empty(status)'],
    [{ due: { empty: false } }, 'not empty(due)'],
    [{ name: { contains: ' ada ' } }, "contains(name, 'ada')"],
    [{ owner: { actor: 'id' } }, 'owner = actor.id'],
    [{ department: { actor: 'departments' } }, 'department in actor.departments'],
    [{ due: { gte: { ref: 'placed' }, lt: { now: 'date' } } }, 'due >= placed and due < today'],
    [{ reason: { answer: 'why' }, day: { parameter: 'from' } }, 'reason = answer.why and day = answer.from'],
    [{ 'customer.owner': '1' }, "customer.owner = '1'"],
    [{ customer: { owner: '1', region: { code: 'n' } } }, "customer.owner = '1' and customer.region.code = 'n'"],
    [{ or: [{ a: 1 }, { b: 2, c: 3 }] }, 'a = 1 or b = 2 and c = 3'],
    [{ not: { a: 1, b: 2 } }, 'not (a = 1 and b = 2)'],
    [{ customer: { or: [{ a: 1 }, { b: 2 }] } }, 'customer.a = 1 or customer.b = 2'],
    [{ open: true, n: 0.1 }, 'open = true and n = 0.1'],
    [{ n: 1e21 }, 'n = 1000000000000000000000'],
    [{}, 'true'],
  ])('%j is %s', (json, text) => expect(printFormula(condition(json))).toBe(text))

  it('holds nowhere for an empty list', () => expect(holds(condition({ status: [] }), scopeOf({ status: 'a' }))).toBe(false))

  it.each([
    ['a text', 'not-a-condition'],
    [['a'], 'not-a-condition'],
    [null, 'not-a-condition'],
    [{ 'a b': 1 }, 'bad-key'],
    [{ 'a.': 1 }, 'bad-key'],
    [JSON.parse('{"__proto__": 1}'), 'bad-key'],
    [{ 'a.constructor': 1 }, 'bad-key'],
    [{ a: JSON.parse('{"__proto__": {"b": 1}}') }, 'bad-key'],
    [{ [`a${'.b'.repeat(200)}`]: 1 }, 'bad-key'],
    [{ and: { a: 1 } }, 'bad-key'],
    [{ not: 'x' }, 'bad-key'],
    [{ a: Number.NaN }, 'bad-value'],
    [{ a: { gt: [1] } }, 'bad-value'],
    [{ a: { gt: null } }, 'bad-value'],
    [{ a: { gt: 1, gte: {} } }, 'bad-value'],
    [{ a: { contains: 5 } }, 'bad-value'],
    [{ a: { contains: { ref: 'b' } } }, 'bad-value'],
    [{ a: { empty: 1 } }, 'bad-value'],
    [{ a: [['b']] }, 'bad-value'],
    [{ a: { actor: 'password' } }, 'bad-value'],
    [{ a: { ref: '__proto__.x' } }, 'bad-value'],
    [{ a: '\u0000' }, 'bad-value'],
    [{ a: '\ud800' }, 'bad-value'],
    [{ a: 'x'.repeat(2_001) }, 'bad-value'],
    [{ a: { gt: 1, gtt: 2 } }, 'unknown-operator'],
    [{ a: Array.from({ length: 1_001 }, () => 1) }, 'too-many-values'],
    [Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`f${index}`, 1])), 'too-many-terms'],
    [Array.from({ length: 12 }).reduce((inner) => ({ not: inner }), { a: 1 }), 'too-deep'],
  ])('%j is refused: %s', (json, code) => {
    expect(parseCondition(json)).toMatchObject({
      problems: [{ code, message: { zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) } }],
    })
    expect(Object.hasOwn(Object.prototype, 'b')).toBe(false)
  })

  it('says where, and everything at once', () => {
    const parsed = parseCondition({ or: [{ a: { gt: null } }, { b: { lt: 1, lteq: 2 } }] }, 'resource:order.scopes.own')
    expect('problems' in parsed && parsed.problems.map((problem) => problem.at)).toEqual([
      'resource:order.scopes.own.or.0.a.gt',
      'resource:order.scopes.own.or.1.b.lteq',
    ])
    expect('problems' in parsed && parsed.problems[1]?.hint.en).toBe('Did you mean “lte”?')
  })
})
