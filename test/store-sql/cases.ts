/** Random rows with holes in them, and random expressions of every type. */
import fc from 'fast-check'
import type { Expression } from '../../src/expressions/tree.js'
import type { MemoryRows } from '../support/memory-rows.js'

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values), { freq: 4 })

const names = ['Ada', 'ada', '阿达', 'Zoë', 'ＷＩＤＥ', 'a b', 'x', '\u{1F600}y', '\uFF5Az', "o'hara", 'A%_b', 'Ä']
const days = ['2026-11-22', '2026-11-21', '2024-02-29', '1999-12-31']
const instants = ['2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.120Z', '2020-01-01T00:00:00.000Z']
const amounts = ['0.00', '0.01', '-1.50', '12.30', '999.99', '3.00', '7.00']
const prices = ['0.00000000', '0.00000001', '1.33333333', '-0.50000000', '19.99000000']
const wholes = ['0', '1', '-2', '7', '30']
const quantities = ['0.000000', '0.500000', '-3.000000', '12.345678', '1.000000']
const tags = [['vip'], ['old', 'vip'], ['x_y']]
const ids = ['1', '2', '3', '4', '5']

const idsUpTo = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index + 1))
const table = (count: number, columns: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<MemoryRows[string]> =>
  fc.tuple(...idsUpTo(count).map((id) => fc.record({ id: fc.constant(id), version: fc.constant('1'), ...columns }))) as fc.Arbitrary<
    MemoryRows[string]
  >

export const someRows: fc.Arbitrary<MemoryRows> = fc.record({
  doc: table(14, {
    party: maybe(ids),
    backup: maybe(ids),
    amount: maybe(amounts),
    price: maybe(prices),
    count: maybe(wholes),
    name: maybe(names),
    note: maybe(names),
    day: maybe(days),
    due: maybe(days),
    at: maybe(instants),
    open: maybe([true, false]),
    urgent: maybe([true, false]),
    tags: maybe(tags),
  }),
  party: table(5, {
    name: maybe(names),
    owner: maybe(['1', '2']),
    group: maybe(['1', '2', '3']),
    credit: maybe(amounts),
    since: maybe(days),
    active: maybe([true, false]),
  }),
  group: table(3, { name: maybe(names), rank: maybe(quantities), open: maybe([true, false]) }),
  line: table(16, {
    doc: maybe(idsUpTo(8)),
    product: maybe(ids),
    quantity: maybe(quantities),
    price: maybe(prices),
    open: maybe([true, false]),
    note: maybe(names),
    day: maybe(days),
  }),
  user: table(2, { name: maybe(names) }),
})

type Kind = 'decimal' | 'text' | 'date' | 'instant' | 'boolean' | 'reference' | 'list'
type Paths = Readonly<Record<Kind, readonly string[]>>

const docPaths: Paths = {
  decimal: ['amount', 'price', 'count', 'party.credit', 'party.group.rank', 'backup.credit'],
  text: ['name', 'note', 'party.name', 'party.group.name'],
  date: ['day', 'due', 'party.since'],
  instant: ['at'],
  boolean: ['open', 'urgent', 'party.active', 'party.group.open'],
  reference: ['party', 'backup', 'party.owner', 'party.group', 'id', 'party.group.id'],
  list: ['tags'],
}
const linePaths: Paths = {
  decimal: ['quantity', 'price', 'doc.amount', 'product.credit'],
  text: ['note', 'product.name', 'doc.name'],
  date: ['day', 'doc.day'],
  instant: ['doc.at'],
  boolean: ['open', 'doc.open', 'product.active'],
  reference: ['product', 'doc', 'doc.party'],
  list: ['doc.tags'],
}

const literal = (type: Kind | 'text', value: string | boolean | null): Expression => ({ op: 'literal', type, value })
const constants: Readonly<Record<Kind, readonly Expression[]>> = {
  decimal: ['0', '1', '-2', '0.5', '3', '12.3', '0.000001'].map((value) => literal('decimal', value)),
  text: [...names, 'zz'].map((value) => literal('text', value)),
  date: [...days.map((value) => literal('date', value)), { op: 'now', unit: 'date' }],
  instant: [...instants.map((value) => literal('instant', value)), { op: 'now', unit: 'instant' }],
  boolean: [literal('boolean', true), literal('boolean', false)],
  reference: [
    ...['1', '2', '9'].map((value) => literal('reference', value)),
    { op: 'actor', attribute: 'id' },
    { op: 'actor', attribute: 'department' },
  ],
  list: [],
}

export interface Grammar {
  readonly paths: Paths
  /** Aggregates over it, when the row has one. */
  readonly rows: Grammar | null
}
export const docGrammar: Grammar = { paths: docPaths, rows: { paths: linePaths, rows: null } }

const pathNode = (path: string): Expression => ({ op: 'path', path: path.split('.'), type: 'unknown', scale: null })

const known = new Map<string, fc.Arbitrary<Expression>>()

export function someOf(grammar: Grammar, kind: Kind, depth: number): fc.Arbitrary<Expression> {
  const key = `${grammar === docGrammar} ${kind} ${depth}`
  const arbitrary = known.get(key) ?? newOf(grammar, kind, depth)
  known.set(key, arbitrary)
  return arbitrary
}

function newOf(grammar: Grammar, kind: Kind, depth: number): fc.Arbitrary<Expression> {
  const leaves = [
    fc.constantFrom(...grammar.paths[kind].map(pathNode)),
    ...(constants[kind].length > 0 ? [fc.constantFrom(...constants[kind])] : []),
  ]
  const leaf = fc.oneof(...leaves.map((arbitrary, index) => ({ arbitrary, weight: index === 0 ? 3 : 1 })))
  if (depth === 0 || kind === 'reference' || kind === 'list') return leaf
  const deeper = kind === 'boolean' ? conditions(grammar, depth - 1) : values(grammar, kind, depth - 1)
  return fc.oneof({ arbitrary: leaf, weight: 1 }, ...deeper.map((arbitrary) => ({ arbitrary, weight: 1 })))
}

function values(grammar: Grammar, kind: Kind, depth: number): readonly fc.Arbitrary<Expression>[] {
  const same = someOf(grammar, kind, depth)
  const choices = fc.record({
    op: fc.constantFrom('coalesce', 'least', 'greatest'),
    operands: fc.array(someOf(grammar, kind, Math.min(depth, 1)), { minLength: 1, maxLength: 3 }),
  })
  const branch = fc.record({ op: fc.constant('if'), condition: someOf(grammar, 'boolean', depth), then: same, otherwise: same })
  const extremes =
    grammar.rows === null || kind === 'boolean' ? [] : [aggregate(['min', 'max'], someOf(grammar.rows, kind, depth), grammar.rows)]
  const common = [choices, branch, ...extremes] as fc.Arbitrary<Expression>[]
  if (kind === 'decimal') return [...common, ...numbers(grammar, depth)]
  return kind === 'date' ? [...common, dayAfter(grammar, depth)] : common
}

function numbers(grammar: Grammar, depth: number): readonly fc.Arbitrary<Expression>[] {
  const number = someOf(grammar, 'decimal', depth)
  const small = someOf(grammar, 'decimal', 0)
  const day = someOf(grammar, 'date', Math.min(depth, 1))
  const made = [
    fc.record({ op: fc.constantFrom('add', 'subtract'), left: number, right: number }),
    fc.record({ op: fc.constantFrom('multiply', 'divide'), left: number, right: small }),
    fc.record({ op: fc.constant('divide'), left: small, right: small }),
    fc.record({ op: fc.constant('negate'), operand: number }),
    fc.record({ op: fc.constant('round'), operand: number, scale: fc.integer({ min: 0, max: 6 }) }),
    fc.record({ op: fc.constant('daysBetween'), left: day, right: day }),
  ] as fc.Arbitrary<Expression>[]
  return grammar.rows === null
    ? made
    : [
        ...made,
        aggregate(['sum'], someOf(grammar.rows, 'decimal', depth), grammar.rows),
        aggregate(['count'], fc.constant(null), grammar.rows),
      ]
}

function dayAfter(grammar: Grammar, depth: number): fc.Arbitrary<Expression> {
  const days = fc.oneof(
    someOf(grammar, 'decimal', 0),
    fc.constantFrom(literal('decimal', '1.5'), literal('decimal', '-0.5'), literal('decimal', '400')),
  )
  return fc.record({ op: fc.constant('addDays'), left: someOf(grammar, 'date', depth), right: days }) as fc.Arbitrary<Expression>
}

function aggregate(fns: readonly string[], value: fc.Arbitrary<Expression | null>, rows: Grammar): fc.Arbitrary<Expression> {
  const where = fc.option(someOf(rows, 'boolean', 1))
  return fc.record({
    op: fc.constant('aggregate'),
    fn: fc.constantFrom(...fns),
    relation: fc.constant('lines'),
    value,
    where,
  }) as fc.Arbitrary<Expression>
}

function conditions(grammar: Grammar, depth: number): readonly fc.Arbitrary<Expression>[] {
  const truth = someOf(grammar, 'boolean', depth)
  const made = [
    fc.record({ op: fc.constantFrom('and', 'or'), operands: fc.array(truth, { minLength: 0, maxLength: 3 }) }),
    fc.record({ op: fc.constant('not'), operand: truth }),
    ...(['decimal', 'text', 'date', 'instant'] as const).map((kind) =>
      comparison(['eq', 'ne', 'lt', 'lte', 'gt', 'gte'], someOf(grammar, kind, depth)),
    ),
    ...(['reference', 'boolean'] as const).map((kind) => comparison(['eq', 'ne'], someOf(grammar, kind, depth))),
    ...(['decimal', 'text', 'date', 'reference'] as const).map((kind) =>
      membership(someOf(grammar, kind, depth), someOf(grammar, kind, 0)),
    ),
    ...(['decimal', 'text', 'date', 'boolean', 'reference', 'list'] as const).map((kind) => emptiness(someOf(grammar, kind, depth))),
    fc.record({
      op: fc.constant('in'),
      operand: someOf(grammar, 'reference', 0),
      list: fc.constant({ op: 'actor', attribute: 'departments' }),
    }),
    fc.record({
      op: fc.constantFrom('eq', 'ne'),
      left: someOf(grammar, 'list', 0),
      right: fc.constantFrom(literal('text', 'vip'), literal('text', 'old')),
    }),
    membership(someOf(grammar, 'list', 0), fc.constantFrom(literal('text', 'old'), literal('text', 'x_y'))),
  ] as fc.Arbitrary<Expression>[]
  return grammar === docGrammar ? [...made, search] : made
}

const search = fc.record({
  op: fc.constantFrom('contains', 'startsWith'),
  operand: fc.constantFrom(pathNode('name'), pathNode('party.name')),
  text: fc.constantFrom('a', 'ADA', '达', 'wide', 'b', '😀', "o'h", '%', '', 'zoë', 'a b', '_'),
}) as fc.Arbitrary<Expression>

function comparison(ops: readonly string[], side: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.record({ op: fc.constantFrom(...ops), left: side, right: side }) as fc.Arbitrary<Expression>
}

function membership(operand: fc.Arbitrary<Expression>, member: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.record({ op: fc.constant('in'), operand, list: fc.array(member, { maxLength: 3 }) }) as fc.Arbitrary<Expression>
}

function emptiness(operand: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.record({ op: fc.constant('empty'), operand }) as fc.Arbitrary<Expression>
}
