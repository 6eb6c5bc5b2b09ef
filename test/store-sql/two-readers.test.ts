/** Memory and the database read one tree and give one answer. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { evaluate, holds } from '../../src/expressions/evaluate.js'
import { printFormula } from '../../src/expressions/print.js'
import type { Expression } from '../../src/expressions/tree.js'
import { typeCheck } from '../../src/expressions/types.js'
import type { Value } from '../../src/expressions/value.js'
import { Decimal, decimalOf } from '../../src/kernel/decimal.js'
import { type SqlScope, sqlOf, valueSqlOf } from '../../src/store/sql/sql-of.js'
import { type MemoryRows, type MemoryWorld, nobody, scopeIn } from '../support/memory-rows.js'
import { resourceOf } from '../support/model.js'
import { openSqlWorld, type SqlWorld } from '../support/sql-world.js'
import { typeScopeOf } from '../support/type-scope.js'
import { docGrammar, someOf, someRows } from './cases.js'
import { model } from './model.js'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000)
const datasets = 5
const statements = 24
const atOnce = 12

const actor = { ...nobody, id: '1', departments: ['1', '3'] }
let sql: SqlWorld

beforeAll(async () => {
  sql = await openSqlWorld()
})

afterAll(() => sql.close())

describe(`two readers of one tree (TEST_SEED=${seed})`, () => {
  const rows = fc.sample(someRows, { seed, numRuns: datasets })
  it.each(rows.map((one, index) => [index, one] as const))('agree on every row of random data, %i', async (index, data) => {
    await sql.fill(model, data)
    const world: MemoryWorld = { model, rows: data, actor, today: '2026-11-22', now: '2026-11-22T08:00:00.000Z' }
    const expressions = typedExpressions(seed + index)
    expect(expressions.length).toBeGreaterThan(statements * atOnce * 0.9)
    for (let at = 0; at < expressions.length; at += atOnce) await compareReaders(world, expressions.slice(at, at + atOnce))
  })
})

const kinds = ['decimal', 'text', 'date', 'instant', 'boolean', 'boolean', 'boolean'] as const

function typedExpressions(from: number): readonly Expression[] {
  const some = fc.constantFrom(...kinds).chain((kind) => someOf(docGrammar, kind, 3))
  return fc.sample(some, { seed: from, numRuns: statements * atOnce }).flatMap((expression) => {
    const found = typeCheck(expression, typeScopeOf(model, 'doc'))
    if ('expression' in found) return [found.expression]
    const other = found.problems.filter((problem) => problem.code !== 'too-many-digits' && problem.code !== 'too-deep')
    if (other.length > 0) throw new Error(`${printFormula(expression)}: ${JSON.stringify(other)}`)
    return []
  })
}

async function compareReaders(world: MemoryWorld, expressions: readonly Expression[]): Promise<void> {
  const scope = scopeOf(world)
  const columns = expressions.map((one) => valueSqlOf(one, scope))
  const list = columns.map((column, index) => `${column.sql} AS c${index}`).join(', ')
  const found = await sql.database.query(
    `SELECT t.id, ${list} FROM r_doc t ORDER BY t.id`,
    columns.flatMap((column) => column.parameters),
  )
  for (const [index, expression] of expressions.entries()) {
    expect({ expression: printFormula(expression), values: found.map((row) => plain(expression, row[`c${index}`])) }).toEqual({
      expression: printFormula(expression),
      values: rowsOf(world.rows).map((row) => plain(expression, evaluate(expression, scopeIn(world, 'doc', row)))),
    })
  }
  for (const condition of expressions.filter(isCondition)) await compareRows(world, scope, condition)
}

/** The rows a WHERE finds, where unknown is as good as false. */
async function compareRows(world: MemoryWorld, scope: SqlScope, condition: Expression): Promise<void> {
  const where = sqlOf(condition, scope)
  const found = await sql.database.query(`SELECT t.id FROM r_doc t WHERE ${where.sql} ORDER BY t.id`, where.parameters)
  const expected = rowsOf(world.rows).filter((row) => holds(condition, scopeIn(world, 'doc', row)))
  expect({ condition: printFormula(condition), ids: found.map((row) => String(row.id)) }).toEqual({
    condition: printFormula(condition),
    ids: expected.map((row) => row.id),
  })
}

function rowsOf(rows: MemoryRows): MemoryRows[string] {
  return [...(rows.doc ?? [])].sort((a, b) => Number(a.id) - Number(b.id))
}

function isCondition(expression: Expression): boolean {
  const found = typeCheck(expression, typeScopeOf(model, 'doc'))
  return 'type' in found && found.type === 'boolean'
}

/** Both readers' answers in one shape: decimals without trailing zeros, booleans as 0 and 1. */
function plain(expression: Expression, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof Decimal) return value.toFixed()
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isCondition(expression)) return Number(value)
  const found = typeCheck(expression, typeScopeOf(model, 'doc'))
  return 'type' in found && found.type === 'decimal' ? decimalOf(String(value)).toFixed() : (value as Value)
}

function scopeOf(world: MemoryWorld): SqlScope {
  const { today, now } = world
  return { model, resource: resourceOf(model, 'doc'), alias: 't', dialect: sql.database.dialect, actor, today, now, answers: {} }
}
