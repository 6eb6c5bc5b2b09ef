import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { StoredRow } from '../../src/compile/stored-row.js'
import { evaluate, holds } from '../../src/expressions/evaluate.js'
import type { Scope } from '../../src/expressions/scope.js'
import type { Expression } from '../../src/expressions/tree.js'
import { compareValues, type Value } from '../../src/expressions/value.js'
import { accessFor } from '../../src/permissions/access.js'
import { viewOf } from '../../src/permissions/fields.js'
import type { Context } from '../../src/records/door.js'
import { readerFor } from '../../src/records/reading/reader.js'
import { whereFor } from '../../src/records/reading/where.js'
import { readRows } from '../../src/store/rows/read-row.js'
import { loadScopes } from '../../src/store/rows/read-scope.js'
import { clock, type Office, openOffice } from './office.js'

let office: Office
const users: string[] = []
let rows: readonly StoredRow[] = []

beforeAll(async () => {
  office = await openOffice()
  users.push(...(await office.givenMany('user', [{ name: 'Ada' }, { name: 'Bo' }, { name: 'Cy' }])))
  const contacts = await office.givenMany('contact', [
    { name: '王五', region: 'east', owner: users[0] ?? '' },
    { name: 'Zed', region: 'west', owner: users[1] ?? '' },
    { name: '李四', region: null, owner: null },
  ])
  const some = fc.sample(billArbitrary(contacts), { numRuns: 90, seed: 11 })
  const ids = await office.givenMany(
    'bill',
    some.map((bill, index) => ({ ...bill, number: `B${index}` })),
  )
  rows = await readRows(office.database, billModel(), ids)
})

afterAll(() => office.database.drop())

const billModel = () => {
  const resource = office.model.resources.bill
  if (resource === undefined) throw new Error('no bills')
  return resource
}

const amounts = ['0.00', '1.10', '10.00', '999999999.99', null]
const days = ['2026-01-01', '2026-11-21', '2026-11-22', null]

function billArbitrary(contacts: readonly string[]) {
  return fc.record({
    billedOn: fc.constantFrom(...days),
    contact: fc.constantFrom(...contacts),
    owner: fc.constantFrom(...users, null),
    urgent: fc.constantFrom(true, false, null),
    total: fc.constantFrom(...amounts),
    cost: fc.constantFrom(...amounts),
    status: fc.constantFrom('draft', 'open', 'paid'),
  })
}

const test = fc.oneof(
  fc.record({ total: fc.constantFrom<unknown>(...amounts, { gt: '1.10' }, { not: '10.00' }, { lte: '10' }) }),
  fc.record({ cost: fc.constantFrom<unknown>({ empty: true }, { empty: false }, { gte: '1.1' }, ['0', '10']) }),
  fc.record({ billedOn: fc.constantFrom<unknown>({ lt: { now: 'date' } }, { gt: '2026-01-01' }, null, '2026-11-21') }),
  fc.record({ status: fc.constantFrom<unknown>('open', ['draft', 'paid'], { not: 'open' }) }),
  fc.record({ urgent: fc.constantFrom<unknown>(true, false, { empty: true }) }),
  fc.record({ owner: fc.constantFrom<unknown>({ actor: 'id' }, { empty: true }) }),
  fc.record({ overdue: fc.boolean() }),
)
const condition = fc.letrec<{ where: Record<string, unknown> }>((tie) => ({
  where: fc.oneof(
    { maxDepth: 3 },
    test as fc.Arbitrary<Record<string, unknown>>,
    fc.record({ and: fc.array(tie('where'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('where'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('where') }),
  ),
})).where
const sortKey = fc.tuple(fc.constantFrom('total', 'cost', 'billedOn', 'status', 'urgent', 'number', 'overdue'), fc.boolean())
const sorts = fc.uniqueArray(sortKey, { minLength: 1, maxLength: 3, selector: ([name]) => name })
const asker = fc.constantFrom(['clerk', 0], ['clerk', 1], ['chief', 2], ['clerk+chief', 0]) as fc.Arbitrary<[string, number]>

/** What the row's reader sees of it: unreadable cells are nothing. */
function seen(context: Context, scope: Scope): Scope | undefined {
  const access = accessFor(context.model, context.actor, 'bill', 'read')
  const hits = access.grants.map((grant) => holds(grant.rows, scope))
  if (!holds(access.restriction, scope) || !hits.includes(true)) return undefined
  const view = viewOf(access, hits)
  return { ...scope, read: ([name = '', ...rest]) => (view.get(name) === 'show' ? scope.read([name, ...rest]) : null) }
}

function compare(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return compareValues(a, b) ?? 0
}

async function expected(context: Context, where: Expression, keys: readonly (readonly [string, boolean])[]): Promise<readonly string[]> {
  const source = { sql: office.database, model: office.model, actor: context.actor, today: '2026-11-22', now: '', answers: {} }
  const live = billModel().fields.overdue?.formula
  const grants = billModel().grants.map((grant) => grant.rows)
  const scopes = await loadScopes(source, { resource: billModel(), rows, reads: [where, ...grants, ...(live == null ? [] : [live])] })
  const shown = scopes.flatMap((scope, index) => {
    const view = seen(context, scope)
    return view !== undefined && evaluate(where, view) === true ? [{ id: rows[index]?.id ?? '', view }] : []
  })
  const byId = (a: { id: string }, b: { id: string }): number => (BigInt(a.id) < BigInt(b.id) ? -1 : 1) * (keys[0]?.[1] === true ? -1 : 1)
  return shown
    .sort((a, b) => {
      for (const [name, descending] of keys) {
        const order = compare(a.view.read([name]), b.view.read([name]))
        if (order !== 0) return descending ? -order : order
      }
      return byId(a, b)
    })
    .map(({ id }) => id)
}

describe('a list and a naive reader of every row', () => {
  it('agree on any condition, order and page, for everybody', async () => {
    await fc.assert(
      fc.asyncProperty(asker, condition, sorts, fc.integer({ min: 1, max: 40 }), async ([roles, user], json, keys, size) => {
        const context = office.as(roles.split('+'), users[user] ?? null)
        const where = whereFor(readerFor({ database: office.database, clock }, context, 5_000), 'bill', json)
        const sort = keys.map(([name, descending]) => `${descending ? '-' : ''}${name}`).join(',')
        const wanted = await expected(context, where, keys)

        const found: string[] = []
        let after: string | null | undefined
        while (after !== null) {
          const page = await office.reading.list(context, 'bill', {
            where: json,
            sort,
            size,
            count: 'exact',
            fields: ['number'],
            ...(after === undefined ? {} : { after }),
          })
          expect(page.page.total).toBe(wanted.length)
          found.push(...page.data.map((record) => record.id))
          after = page.page.next
        }
        const second = await office.reading.list(context, 'bill', { where: json, sort, size, page: 2, fields: ['number'] })

        expect(found).toEqual(wanted)
        expect(second.data.map((record) => record.id)).toEqual(wanted.slice(size, 2 * size))
      }),
      { numRuns: 60 },
    )
  })
})
