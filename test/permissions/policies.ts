/** Random policies, actors and rows for the oracle: data alone, so that the oracle reads what the model is built from. */
import fc from 'fast-check'
import type { Model } from '../../src/compile/model.js'
import type { Actor } from '../../src/permissions/actor.js'
import type { MemoryRows } from '../support/memory-rows.js'
import { aModel, type GrantSketch, type ResourceSketch } from '../support/model.js'

export interface GrantData {
  readonly role: string
  readonly can: readonly string[]
  /** A condition as JSON. */
  readonly rows: unknown
  readonly check: unknown
  readonly fields: Readonly<Record<string, 'show' | 'mask'>>
  readonly write: readonly string[]
  readonly lineFields: Readonly<Record<string, 'show' | 'mask'>>
  readonly lineWrite: readonly string[]
}

export interface Policy {
  readonly grants: Readonly<Record<'doc' | 'party', readonly GrantData[]>>
  readonly restrictions: Readonly<Record<'doc' | 'party', readonly { readonly roles: readonly string[]; readonly rows: unknown }[]>>
}

export const docFields = ['owner', 'party', 'region', 'amount', 'cost', 'phone', 'lines'] as const
export const partyFields = ['owner', 'region', 'name', 'credit'] as const
export const lineFields = ['quantity', 'cost'] as const
const roles = ['rep', 'lead', 'clerk']

const fieldsOf: Readonly<Record<string, ResourceSketch['fields']>> = {
  doc: {
    owner: { kind: 'belongsTo', target: 'user' },
    party: { kind: 'belongsTo', target: 'party' },
    region: { kind: 'text' },
    amount: { kind: 'money' },
    cost: { kind: 'money' },
    phone: { kind: 'text' },
    lines: { kind: 'hasMany', target: 'line', relation: { by: 'doc', owned: true, atLeast: 0 } },
  },
  party: { owner: { kind: 'belongsTo', target: 'user' }, region: { kind: 'text' }, name: { kind: 'text' }, credit: { kind: 'money' } },
  line: { doc: { kind: 'belongsTo', target: 'doc' }, quantity: { kind: 'quantity' }, cost: { kind: 'money' } },
  user: { name: { kind: 'text' } },
}

export function modelOf(policy: Policy): Model {
  return aModel({
    doc: { fields: fieldsOf.doc ?? {}, grants: sketches(policy.grants.doc), restrictions: policy.restrictions.doc },
    party: { fields: fieldsOf.party ?? {}, grants: sketches(policy.grants.party), restrictions: policy.restrictions.party },
    line: { fields: fieldsOf.line ?? {}, owner: { resource: 'doc', relation: 'lines', by: 'doc' } },
    user: { fields: fieldsOf.user ?? {} },
  })
}

function sketches(grants: readonly GrantData[]): Readonly<Record<string, GrantSketch>> {
  return Object.fromEntries(
    grants.map(({ lineFields: fields, lineWrite: write, ...grant }, index) => [
      `g${index}`,
      { ...grant, lines: { lines: { fields, write } } },
    ]),
  )
}

const own = fc.constant({ owner: { actor: 'id' } })
const regions = ['north', 'south']
const atoms: Readonly<Record<'doc' | 'party', fc.Arbitrary<unknown>>> = {
  party: fc.oneof(
    own,
    fc.constantFrom(...regions).map((region) => ({ region })),
    fc.constant({ credit: { gt: '10' } }),
    fc.constant({ region: null }),
  ),
  doc: fc.oneof(
    own,
    fc.constantFrom(...regions).map((region) => ({ region })),
    fc.constant({ 'party.region': 'north' }),
    fc.constant({ party: { owner: { actor: 'id' } } }),
    fc.constantFrom('5', '10').map((amount) => ({ amount: { lte: amount } })),
    fc.constant({ region: ['south', null] }),
    fc.constant({ region: { not: 'north' } }),
    fc.constant({ cost: { empty: false } }),
  ),
}

function rowsOn(resource: 'doc' | 'party'): fc.Arbitrary<unknown> {
  const atom = atoms[resource]
  return fc.oneof(
    { arbitrary: atom, weight: 3 },
    { arbitrary: fc.constant({}), weight: 2 },
    fc.tuple(atom, atom).map((or) => ({ or })),
    fc.tuple(atom, atom).map((and) => ({ and })),
    atom.map((not) => ({ not })),
  )
}

function someFields(names: readonly string[]): fc.Arbitrary<Readonly<Record<string, 'show' | 'mask'>>> {
  const how = fc.option(fc.constantFrom('show', 'show', 'mask'), { freq: 2, nil: undefined })
  return fc
    .record(Object.fromEntries(names.map((name) => [name, name === 'lines' ? fc.constantFrom('show', undefined) : how])))
    .map(
      (fields) =>
        Object.fromEntries(Object.entries(fields).filter(([, visible]) => visible !== undefined)) as Readonly<
          Record<string, 'show' | 'mask'>
        >,
    )
}

function grantOn(resource: 'doc' | 'party'): fc.Arbitrary<GrantData> {
  const names: readonly string[] = resource === 'doc' ? docFields : partyFields
  return fc.record({
    role: fc.constantFrom(...roles),
    can: fc.constantFrom(['read'], ['read'], ['update'], ['read', 'update'], ['create', 'update'], ['read', 'create', 'update']),
    rows: rowsOn(resource),
    check: fc.oneof({ arbitrary: fc.constant({}), weight: 3 }, atoms[resource]),
    fields: someFields(names),
    write: fc.subarray([...names]),
    lineFields: someFields(lineFields),
    lineWrite: fc.subarray([...lineFields]),
  })
}

function restrictionsOn(resource: 'doc' | 'party'): fc.Arbitrary<Policy['restrictions']['doc']> {
  return fc.array(fc.record({ roles: fc.subarray(roles), rows: atoms[resource] }), { maxLength: 1 })
}

export const somePolicy: fc.Arbitrary<Policy> = fc.record({
  grants: fc.record({ doc: fc.array(grantOn('doc'), { maxLength: 4 }), party: fc.array(grantOn('party'), { maxLength: 3 }) }),
  restrictions: fc.record({ doc: restrictionsOn('doc'), party: restrictionsOn('party') }),
})

export const someActor: fc.Arbitrary<Actor> = fc
  .record({ id: fc.constantFrom('1', '2'), roles: fc.subarray(roles, { minLength: 1 }) })
  .map(({ id, roles: held }) => anActor(id, held))

export function anActor(id: string | null, held: readonly string[]): Actor {
  return {
    id,
    login: 'a',
    name: 'A',
    roles: held,
    system: [],
    department: null,
    departments: [],
    warehouse: null,
    locale: 'en',
    via: 'api',
    readOnly: false,
  }
}

const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...values), { freq: 5 })
const owners = maybe(['1', '2'])
const areas = maybe(regions)
const money = maybe(['5.00', '10.00', '20.00'])
const numbered = (count: number, columns: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<MemoryRows[string]> =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({ id: fc.constant(String(index + 1)), version: fc.constant('1'), ...columns }),
    ),
  ) as fc.Arbitrary<MemoryRows[string]>

const phones = maybe(['13800138000', '02155558888'])
export const docValues = { owner: owners, party: maybe(['1', '2', '3', '4']), region: areas, amount: money, cost: money, phone: phones }

/** Twenty documents, four parties, thirty lines. */
export const someData: fc.Arbitrary<MemoryRows> = fc.record({
  doc: numbered(20, docValues),
  party: numbered(4, { owner: owners, region: areas, name: maybe(['x', 'y']), credit: money }),
  line: numbered(30, {
    doc: fc.constantFrom(...Array.from({ length: 20 }, (_, index) => String(index + 1))),
    quantity: maybe(['1.000000', '2.000000']),
    cost: money,
  }),
  user: numbered(2, { name: fc.constant('u') }),
})
