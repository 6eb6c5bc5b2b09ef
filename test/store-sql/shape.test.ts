/** What the SQL looks like, where that decides about speed or safety. No database is asked. */
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Expression } from '../../src/expressions/tree.js'
import { mysqlDialect } from '../../src/store/mysql-dialect.js'
import { templateOf } from '../../src/store/placeholders.js'
import { postgresDialect } from '../../src/store/postgres-dialect.js'
import { afterPrefix } from '../../src/store/sql/match-sql.js'
import { type SqlScope, sqlOf, valueSqlOf } from '../../src/store/sql/sql-of.js'
import { nobody } from '../support/memory-rows.js'
import { conditionOf, resourceOf } from '../support/model.js'
import { docGrammar, someOf } from './cases.js'
import { model } from './model.js'

const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_000)

function scopeIn(dialect: SqlScope['dialect'], more: Partial<SqlScope> = {}): SqlScope {
  return {
    model,
    resource: resourceOf(model, 'doc'),
    alias: 't',
    dialect,
    actor: { ...nobody, id: '7' },
    today: '2026-11-22',
    now: '2026-11-22T08:00:00.000Z',
    answers: {},
    ...more,
  }
}
const postgres = (condition: unknown, more: Partial<SqlScope> = {}): string =>
  sqlOf(conditionOf(model, 'doc', condition), scopeIn(postgresDialect, more)).sql
const mysql = (condition: unknown): string => sqlOf(conditionOf(model, 'doc', condition), scopeIn(mysqlDialect)).sql

describe('a condition over a reference', () => {
  it('is an IN where unknown means no, so that an index serves it', () => {
    expect(postgres({ 'party.owner': { actor: 'id' } })).toBe(
      '(t."party" IN (SELECT t_."id" FROM "r_party" t_ WHERE (t_."owner" = CAST(? AS BIGINT))))',
    )
    expect(mysql({ party: { group: { open: true } } })).toBe(
      '(t.`party` IN (SELECT t_.`id` FROM `r_party` t_ WHERE (t_.`group` IN (SELECT t__.`id` FROM `r_group` t__ WHERE (t__.`open` = TRUE)))))',
    )
  })

  it('is a query of its own under not, where unknown must stay unknown', () => {
    expect(postgres({ not: { 'party.owner': '1' } })).toBe(
      '(NOT ((SELECT t_."owner" FROM "r_party" t_ WHERE t_."id" = t."party") = CAST(? AS BIGINT)))',
    )
  })

  it('sees only rows and cells that may be read there', () => {
    const across = () => ({
      rows: conditionOf(model, 'party', { active: true }),
      readable: (field: string) => (field === 'credit' ? conditionOf(model, 'party', { owner: '1' }) : ('no' as const)),
    })
    expect(postgres({ 'party.credit': { gt: 5 } }, { across })).toBe(
      '(t."party" IN (SELECT t_."id" FROM "r_party" t_ WHERE ((CASE WHEN (t_."owner" = CAST(? AS BIGINT)) THEN t_."credit" END) > CAST(? AS NUMERIC)) AND (t_."active" = TRUE)))',
    )
    expect(postgres({ 'party.since': '2026-01-01' }, { across })).toContain('CAST(NULL AS DATE) =')
  })

  it('searches nothing in a field that may not be read', () => {
    expect(postgres({ name: { contains: 'a' } }, { readable: () => 'no' })).toBe('FALSE')
    expect(
      postgres({ 'party.name': { contains: 'a' } }, { across: () => ({ rows: conditionOf(model, 'party', {}), readable: () => 'no' }) }),
    ).toContain('WHERE FALSE')
  })
})

describe('a search', () => {
  it('is a seek between the text and the least text after it', () => {
    const { sql, parameters } = sqlOf(conditionOf(model, 'doc', { name: { contains: 'Ab' } }), scopeIn(mysqlDialect))
    expect(sql).toBe(
      '(t.`id` IN (SELECT s.record_id FROM `r_doc_search` s WHERE s.term >= (? COLLATE utf8mb4_bin) AND s.term < (? COLLATE utf8mb4_bin) AND s.`field` IN (?)))',
    )
    expect(parameters).toEqual(['ab', 'ac', 'name'])
    expect(postgres({ name: { startsWith: 'ab' } })).toContain('s.is_start = TRUE')
    expect(postgres({ name: { contains: '   ' } })).toBe('FALSE')
  })

  it('ends after the last code point, never at half a surrogate', () => {
    expect([afterPrefix('a'), afterPrefix('a\u{10FFFF}'), afterPrefix('\u{10FFFF}'), afterPrefix('\uD7FF')]).toEqual([
      'b',
      'b',
      null,
      '\uE000',
    ])
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
        fc.string({ unit: 'binary', maxLength: 5 }),
        (prefix, rest) => {
          const end = afterPrefix(prefix)
          if (end !== null) expect(Buffer.compare(Buffer.from(prefix + rest), Buffer.from(end))).toBeLessThan(0)
          if (end !== null) expect(end).not.toMatch(/\p{Cs}/u)
        },
      ),
      { seed },
    )
  })
})

describe(`any expression (TEST_SEED=${seed})`, () => {
  const expressions = fc
    .constantFrom('decimal' as const, 'text' as const, 'boolean' as const, 'date' as const)
    .chain((kind) => someOf(docGrammar, kind, 3))

  it.each([mysqlDialect, postgresDialect])('$name: names nothing but the model’s tables and columns, and no value', (dialect) => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const { sql, parameters } = valueSqlOf(expression, scopeIn(dialect))
        expect(templateOf(sql).parts).toHaveLength(parameters.length + 1)
        const quoted = sql.match(dialect.name === 'mysql' ? /`[^`]*`/g : /"[^"]*"/g) ?? []
        for (const name of quoted) expect(knownNames).toContain(name.slice(1, -1))
        expect(sql.replaceAll(`''`, '')).not.toContain(`'`)
      }),
      { seed, numRuns: 500 },
    )
  })

  it.each(['id" OR 1=1 --', 'nothing', '__proto__', 'toString'])('refuses the field %s', (name) => {
    const expression: Expression = {
      op: 'eq',
      left: { op: 'path', path: [name], type: 'text', scale: null },
      right: { op: 'literal', type: 'text', value: 'x' },
    }
    expect(() => sqlOf(expression, scopeIn(postgresDialect))).toThrow(/no field/)
  })

  it('does not grow without end with nesting', () => {
    const one: Expression = { op: 'literal', type: 'decimal', value: '1' }
    const amount: Expression = { op: 'path', path: ['amount'], type: 'decimal', scale: 2 }
    const nested = Array.from({ length: 40 }).reduce<Expression>((inner) => ({ op: 'coalesce', operands: [inner, one] }), amount)
    expect(sqlOf(nested, scopeIn(mysqlDialect)).sql.length).toBeLessThan(5_000)
  })
})

const knownNames = [
  ...Object.values(model.resources).flatMap((resource) => [
    resource.table,
    ...(resource.searchTable === null ? [] : [resource.searchTable]),
    ...resource.fieldNames,
  ]),
  'field',
  'C',
]
