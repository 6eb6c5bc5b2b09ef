import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { evaluate } from '../../src/expressions/evaluate.js'
import { parseFormula } from '../../src/expressions/parse-formula.js'
import { printFormula } from '../../src/expressions/print.js'
import { nodesOf } from '../../src/expressions/references.js'
import type { Expression } from '../../src/expressions/tree.js'
import { typeCheck } from '../../src/expressions/types.js'
import { docGrammar, someOf, someRows } from '../store-sql/cases.js'
import { model } from '../store-sql/model.js'
import { type MemoryRow, type MemoryRows, nobody, scopeIn } from '../support/memory-rows.js'
import { typeScopeOf } from '../support/type-scope.js'
import { formula, shown } from './support.js'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000)

describe('a line of formula', () => {
  it('is one frozen tree', () => {
    const tree = formula('subtotal + tax')
    expect(tree).toEqual({
      op: 'add',
      left: { op: 'path', path: ['subtotal'], type: 'unknown', scale: null },
      right: { op: 'path', path: ['tax'], type: 'unknown', scale: null },
    })
    expect(Object.isFrozen(tree) && 'left' in tree && Object.isFrozen(tree.left)).toBe(true)
  })

  it('reads a relation and a condition on its rows, with or without the relation before the path', () => {
    const tree = formula("sum(shipmentLines.quantity, shipment.status = 'shipped')")
    expect(tree).toMatchObject({
      op: 'aggregate',
      fn: 'sum',
      relation: 'shipmentLines',
      value: { path: ['quantity'] },
      where: { left: { path: ['shipment', 'status'] } },
    })
    expect(formula("sum(shipmentLines.quantity, shipmentLines.shipment.status = 'shipped')")).toEqual(tree)
  })

  it.each([
    ['a = 1 or b = 2 and c = 3', 'a = 1 or b = 2 and c = 3'],
    ['(a = 1 or b = 2) and c = 3', '(a = 1 or b = 2) and c = 3'],
    ['not (a = 1 and b = 2)', 'not (a = 1 and b = 2)'],
    ['a-(b-c)', 'a - (b - c)'],
    ['a - b - c', 'a - b - c'],
    ['a / (b * c)', 'a / (b * c)'],
    ["status in ('x','it''s')", "status in ('x', 'it''s')"],
    ['owner in actor.departments', 'owner in actor.departments'],
    ['-(a + b)', '-(a + b)'],
    ['sum(lines.a, b > 0) / count(lines)', 'sum(lines.a, lines.b > 0) / count(lines)'],
    ["if(empty(due), 'none', name)", "if(empty(due), 'none', name)"],
    ['customer.exposure + total <= customer.creditLimit', 'customer.exposure + total <= customer.creditLimit'],
  ])('%s prints as %s', (text, printed) => expect(printFormula(formula(text))).toBe(printed))

  it(`means the same once printed and parsed back (TEST_SEED=${seed})`, () => {
    const printable = fc
      .constantFrom('decimal' as const, 'text' as const, 'boolean' as const)
      .chain((kind) => someOf(docGrammar, kind, 3))
      .filter((tree) => isPrintable(tree) && printFormula(tree).length <= 1_000 && 'expression' in typed(tree))
    fc.assert(
      fc.property(printable, someRows, (tree, rows) => {
        const again = formula(printFormula(tree))
        expect(printFormula(again)).toBe(printFormula(formula(printFormula(again))))
        for (const row of rows.doc ?? []) expect(answerOf(again, rows, row)).toEqual(answerOf(tree, rows, row))
      }),
      { seed, numRuns: 300 },
    )
  })
})

const typed = (tree: Expression) => typeCheck(tree, typeScopeOf(model, 'doc'))

function answerOf(tree: Expression, rows: MemoryRows, row: MemoryRow): unknown {
  const found = typed(tree)
  if (!('expression' in found)) throw new Error(`${printFormula(tree)}: ${JSON.stringify(found.problems)}`)
  const world = {
    model,
    rows,
    actor: { ...nobody, id: '1', departments: ['1', '3'] },
    today: '2026-11-22',
    now: '2026-11-22T08:00:00.000Z',
  }
  return shown(evaluate(found.expression, scopeIn(world, 'doc', row)))
}

/** Trees can say what no line can: an empty group, a sum that names no relation, a constant that says it is a date. */
function isPrintable(tree: Expression): boolean {
  return nodesOf(tree).every((node) => {
    if (node.op === 'and' || node.op === 'or') return node.operands.length > 0
    if (node.op === 'literal') return ['text', 'decimal', 'boolean'].includes(node.type)
    if (node.op !== 'aggregate') return true
    const parts = [node.value, node.where].filter((part) => part !== null)
    const namesRelation = node.value === null || nodesOf(node.value).some((part) => part.op === 'path')
    return namesRelation && parts.every(isPrintable)
  })
}

describe('a mistake in a formula', () => {
  it.each([
    ['', 'unexpected-end', 0],
    ['a +', 'unexpected-end', 3],
    ['(a + b', 'unexpected-end', 6],
    ['a b', 'unexpected', 2],
    ['a + * b', 'unexpected', 4],
    ['a = and', 'unexpected', 4],
    ["name = 'x", 'unclosed-text', 7],
    ['a & b', 'strange-character', 2],
    ['a ? b : c', 'strange-character', 2],
    ['sun(lines.a)', 'unknown-function', 0],
    ['round(a, b)', 'round-digits', 0],
    ['round(a, 1.5)', 'round-digits', 0],
    ['if(a, b)', 'argument-count', 0],
    ['1 + sum(amount)', 'no-relation', 4],
    ['count(1 + 1)', 'no-relation', 0],
    ["contains('a', name)", 'search-arguments', 0],
    ['x in 5', 'unexpected', 5],
    ['a..b', 'strange-character', 1],
    ['"a"', 'strange-character', 0],
    ['a; drop table x', 'strange-character', 1],
    ['constructor()', 'unknown-function', 0],
    ['__proto__()', 'unknown-function', 0],
  ])('%s → %s at %i', (text, code, position) => {
    expect(parseFormula(text)).toMatchObject({
      problem: { code, position, message: { zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) } },
    })
  })

  it('suggests the function that was meant', () => {
    expect(parseFormula('coalesc(a, b)')).toMatchObject({
      problem: { message: { en: expect.stringContaining('“coalesce”'), zh: expect.stringContaining('“coalesce”') } },
    })
  })

  it('refuses what is too long or too deep, whichever way it nests', () => {
    expect(parseFormula(`a${' + a'.repeat(300)}`)).toMatchObject({ problem: { code: 'too-long' } })
    for (const text of [
      '('.repeat(400),
      'not '.repeat(200),
      '-'.repeat(500),
      'if('.repeat(200),
      `1${' + 1'.repeat(100)}`,
      `${'('.repeat(60)}1${')'.repeat(60)}`,
    ]) {
      expect(parseFormula(text)).toMatchObject({ problem: { code: 'too-deep' } })
    }
  })

  it(`never throws on any text (TEST_SEED=${seed})`, () => {
    const letters = fc.constantFrom(
      'a',
      'b.c',
      ' ',
      '(',
      ')',
      '+',
      '-',
      '*',
      '/',
      ',',
      "'",
      '=',
      '<',
      '>',
      '1',
      '.',
      'sum',
      'in',
      'not',
      'and',
      '\u0000',
      '张',
      '\\',
    )
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 30 }), (parts) => {
        const parsed = parseFormula(parts.join(''))
        if ('problem' in parsed) expect(parsed.problem.position).toBeLessThanOrEqual(parts.join('').length)
      }),
      { seed, numRuns: 3_000 },
    )
  })
})
