import type { StoredValue } from '../../src/compile/field-values.js'
import type { Model } from '../../src/compile/model.js'
import {
  belongsTo,
  boolean,
  date,
  defineResource,
  hasMany,
  money,
  multiSelect,
  phone,
  quantity,
  secret,
  sequence,
  text,
  unitPrice,
} from '../../src/define/index.js'
import type { Resource } from '../../src/define/resource.js'
import { prepareTables } from '../../src/design/schema.js'
import { idsFrom } from '../../src/kernel/ids.js'
import type { Actor } from '../../src/permissions/actor.js'
import type { Context, Reading } from '../../src/records/door.js'
import { createReading } from '../../src/records/reading/reading.js'
import { searchRowsFor } from '../../src/store/rows/search-terms.js'
import { insertSearchRows } from '../../src/store/rows/search-write.js'
import { insertRecords } from '../../src/store/rows/write-row.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { modelOf, tinyDefinitions } from '../support/tiny-definitions.js'

const label = (zh: string, en: string) => ({ label: { zh, en } })

const user: Resource = defineResource({
  name: 'user',
  ...label('用户', 'User'),
  title: 'name',
  fields: { name: text({ required: true }) },
  permissions: { chief: { can: ['read'], rows: 'all' } },
})

const contact: Resource = defineResource({
  name: 'contact',
  ...label('联系人', 'Contact'),
  title: 'name',
  fields: { name: text({ required: true }), region: text(), phone: phone({ mask: 'phone', searchable: true }), owner: belongsTo('user') },
  scopes: { own: { owner: { actor: 'id' } } },
  permissions: {
    clerk: { can: ['read'], rows: 'own', mask: ['phone'] },
    chief: { can: ['read'], rows: 'all' },
    helper: { can: ['read'], rows: 'all', show: ['region'] },
  },
  screens: { list: ['name', 'region'], sort: 'name' },
})

const bill: Resource = defineResource({
  name: 'bill',
  ...label('账单', 'Bill'),
  title: 'number',
  fields: {
    number: sequence({ pattern: 'B{yyyy}{MM}{dd}-{0000}', dated: 'billedOn' }),
    billedOn: date({ default: { now: 'date' } }),
    contact: belongsTo('contact', { required: true }),
    owner: belongsTo('user'),
    urgent: boolean(),
    tags: multiSelect({ options: ['a', 'b'] }),
    memo: text({ searchable: true, changeable: 'draft' }),
    key: secret(),
    lines: hasMany('billLine', { owned: true }),
    total: money(),
    cost: money({ tags: ['cost'] }),
    overdue: boolean({ formula: 'billedOn < today' }),
  },
  scopes: { own: { owner: { actor: 'id' } } },
  workflow: {
    states: ['draft', 'open', 'paid'],
    transitions: {
      submit: { from: 'draft', to: 'open' },
      pay: {
        from: ['draft', 'open'],
        to: 'paid',
        requires: 'sum(lines.amount) > 0',
        otherwise: { zh: '没有金额。', en: 'Nothing to pay.' },
      },
    },
  },
  permissions: {
    clerk: {
      mine: { can: ['read', 'submit', 'pay', 'export'], rows: 'own', hide: ['#cost', 'lines.price'] },
      open: { can: ['read'], rows: { status: 'open' }, show: ['number', 'status', 'cost', 'contact'] },
      remarks: { can: ['update'], rows: 'own', show: ['memo'] },
    },
    chief: { can: ['read', 'remove', 'pay'], rows: 'all' },
    agent: { own: { can: ['read'], rows: 'own' }, followed: { can: ['read'], rows: { 'contact.owner': { actor: 'id' } } } },
  },
  screens: {
    list: ['number', 'contact', 'billedOn', 'status', 'total'],
    filter: ['status', 'contact', 'billedOn'],
    sort: '-billedOn,-number',
  },
})

const billLine: Resource = defineResource({
  name: 'billLine',
  ...label('账单明细', 'Bill line'),
  title: 'what',
  fields: {
    bill: belongsTo('bill', { required: true }),
    what: text({ required: true }),
    quantity: quantity(),
    price: unitPrice(),
    amount: money({ formula: 'round(quantity * price, 2)' }),
  },
})

const definitions = {
  ...tinyDefinitions,
  resources: [user, contact, bill, billLine],
  roles: [...tinyDefinitions.roles, { name: 'helper', ...label('助手', 'Helper') }, { name: 'agent', ...label('代理', 'Agent') }],
}

export type Values = Readonly<Record<string, StoredValue>>

export interface Office {
  readonly model: Model
  readonly database: TestDatabase
  readonly reading: Reading
  /** Every field that is not named is null; `id, version, createdAt …` come by themselves. @returns its id */
  given(resource: string, values: Values): Promise<string>
  /** Many at once. */
  givenMany(resource: string, rows: readonly Values[]): Promise<readonly string[]>
  as(role: string | readonly string[], id?: string | null): Context
}

export const clock = { now: () => Date.parse('2026-11-22T08:00:00.000Z'), zone: 'Asia/Shanghai' }

export async function openOffice(): Promise<Office> {
  const database = await testDatabase()
  const model = modelOf(definitions)
  const ids = idsFrom({ now: () => Date.now() })
  await prepareTables({ database, clock, ids }, model)
  const reading = createReading({ database, clock })
  const ground = { model, database, ids }
  return {
    model,
    database,
    reading,
    given: async (resource, values) => (await givenMany(ground, resource, [values]))[0] ?? '',
    givenMany: (resource, rows) => givenMany(ground, resource, rows),
    as: (role, id = null) => contextOf(model, role, id),
  }
}

type Ground = { readonly model: Model; readonly database: TestDatabase; readonly ids: () => string }

async function givenMany({ model, database, ids }: Ground, name: string, rows: readonly Values[]): Promise<readonly string[]> {
  const resource = model.resources[name]
  if (resource === undefined) throw new Error(`no resource ${name}`)
  const at = '2026-11-20T01:02:03.000Z'
  const initial = resource.workflow === null ? {} : { status: resource.workflow.initial }
  const whole = rows.map((values) => ({ id: ids(), version: '1', createdAt: at, updatedAt: at, ...initial, ...values }))
  await insertRecords(database, resource, whole)
  if (resource.searchTable !== null) {
    await insertSearchRows(
      database,
      resource,
      whole.flatMap((row) => searchRowsFor(resource, row.id, row)),
    )
  }
  return whole.map((row) => row.id)
}

function contextOf(model: Model, role: string | readonly string[], id: string | null): Context {
  const actor: Actor = {
    id,
    login: 'someone',
    name: 'Someone',
    roles: typeof role === 'string' ? [role] : role,
    system: [],
    department: null,
    departments: [],
    warehouse: null,
    locale: 'en',
    via: 'api',
    readOnly: false,
  }
  return { model, actor, requestId: 'test', guard: null }
}
