import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { migrations } from '../../migrations/index.js'
import {
  belongsTo,
  boolean,
  date,
  decimal,
  defineResource,
  email,
  hasMany,
  instant,
  integer,
  json,
  longText,
  money,
  multiSelect,
  percent,
  phone,
  quantity,
  secret,
  select,
  sequence,
  text,
  unitPrice,
  url,
} from '../../src/define/index.js'
import type { Resource } from '../../src/define/resource.js'
import { prepareTables } from '../../src/design/schema.js'
import { idsFrom } from '../../src/kernel/ids.js'
import { localSignals } from '../../src/kernel/signals.js'
import type { Actor } from '../../src/permissions/actor.js'
import type { Context, Input, Reading, RecordView, Writing } from '../../src/records/door.js'
import { createReading } from '../../src/records/reading/reading.js'
import { createWriting } from '../../src/records/writing/writing.js'
import type { Sql } from '../../src/store/database.js'
import { migrate } from '../../src/store/migrate.js'
import { type TestDatabase, testDatabase } from '../support/database.js'
import { modelOf, tinyDefinitions } from '../support/tiny-definitions.js'

const label = (zh: string, en: string) => ({ label: { zh, en } })
const clock = { now: () => Date.parse('2026-11-22T20:00:00.000Z'), zone: 'Asia/Shanghai' }

const user: Resource = defineResource({
  name: 'user',
  ...label('用户', 'User'),
  title: 'name',
  fields: { name: text({ required: true }) },
  permissions: { chief: { can: ['read', 'create'], rows: 'all' }, clerk: { can: ['read'], rows: { id: { actor: 'id' } } } },
})

const contact: Resource = defineResource({
  name: 'contact',
  ...label('联系人', 'Contact'),
  title: 'name',
  fields: { name: text({ required: true }), owner: belongsTo('user') },
  permissions: {
    chief: { can: ['read', 'create'], rows: 'all' },
    clerk: { can: ['read'], rows: { owner: { actor: 'id' } } },
    agent: { can: ['read'], rows: 'all' },
  },
})

const options = ['a', 'b', 'c']

const thing: Resource = defineResource({
  name: 'thing',
  ...label('东西', 'Thing'),
  title: 'number',
  fields: {
    number: sequence({ pattern: 'T{yyyy}{MM}{dd}-{000}' }),
    contact: belongsTo('contact'),
    owner: belongsTo('user', { default: { actor: 'id' } }),
    parent: belongsTo('thing'),
    name: text(),
    memo: longText(),
    amount: money(),
    price: unitPrice(),
    held: quantity(),
    share: percent(),
    count: integer(),
    factor: decimal({ precision: 18, scale: 5 }),
    dueOn: date(),
    seenAt: instant(),
    urgent: boolean(),
    size: select({ options }),
    tags: multiSelect({ options }),
    mail: email(),
    phone: phone({ mask: 'phone' }),
    link: url(),
    facts: json(),
    key: secret(),
    lines: hasMany('thingLine', { owned: true }),
    total: money({ formula: 'sum(lines.amount)' }),
    overdue: boolean({ formula: 'dueOn < today' }),
    lateLines: integer({ formula: 'count(lines, dueOn < today)' }),
  },
  permissions: {
    chief: { can: ['read', 'create', 'update'], rows: 'all' },
    clerk: {
      mine: { can: ['read', 'create', 'update'], rows: { owner: { actor: 'id' } }, hide: ['price', 'lines.price'], mask: ['phone'] },
      urgent: { can: ['read'], rows: { urgent: true }, show: ['number', 'price', 'lines', 'lines.price'] },
    },
    porter: { intake: { can: ['create'], rows: 'all' }, urgent: { can: ['read'], rows: { urgent: true } } },
    agent: {
      followed: { can: ['read', 'create', 'update'], rows: { 'contact.owner': { actor: 'id' } }, hide: ['amount'] },
      big: { can: ['read'], rows: { amount: { gte: '100' } }, show: ['amount', 'total'] },
    },
  },
})

const thingLine: Resource = defineResource({
  name: 'thingLine',
  ...label('行', 'Line'),
  title: 'what',
  fields: {
    thing: belongsTo('thing', { required: true }),
    what: text(),
    contact: belongsTo('contact'),
    quantity: quantity(),
    price: unitPrice(),
    dueOn: date(),
    amount: money({ formula: 'round(quantity * price, 2)' }),
    late: boolean({ formula: 'dueOn < today' }),
  },
})

const model = modelOf({
  ...tinyDefinitions,
  resources: [user, contact, thing, thingLine],
  roles: [...tinyDefinitions.roles, { name: 'agent', ...label('代理', 'Agent') }, { name: 'porter', ...label('门卫', 'Porter') }],
})

let database: TestDatabase
let reading: Reading
let writing: Writing
/** Statements that a write sent to see its own record. */
let looks: string[] = []
let users: Readonly<Record<'chief' | 'clerk' | 'agent', string>>
let contacts: readonly string[]

beforeAll(async () => {
  database = await testDatabase()
  const ids = idsFrom({ now: () => Date.now() })
  await migrate(database, migrations, clock)
  await prepareTables({ database, clock, ids }, model)
  reading = createReading({ database, clock })
  writing = createWriting({
    database,
    clock,
    ids,
    signals: localSignals(),
    onWrite: async () => {},
    readingIn: (sql, known) => createReading({ database: noted(sql), clock, ...(known && { known }) }),
  })
  const [chief, clerk, agent] = await Promise.all(['Chief', 'Clerk', 'Agent'].map((name) => made('user', { name })))
  users = { chief: chief ?? '', clerk: clerk ?? '', agent: agent ?? '' }
  const owners = [users.clerk, users.agent, users.chief]
  contacts = await Promise.all(owners.map((owner, at) => made('contact', { name: `联系人 ${at}`, owner })))
})

afterAll(async () => {
  await database.drop()
})

function noted(sql: Sql): Sql {
  return {
    ...sql,
    query: (text, ...rest) => {
      looks.push(text)
      return sql.query(text, ...rest)
    },
  }
}

async function made(resource: string, input: Input): Promise<string> {
  return (await writing.create(as('chief', null), resource, input)).id
}

function as(role: string, id: string | null): Context {
  const unit = { department: null, departments: [], warehouse: null }
  const actor: Actor = { ...unit, id, login: role, name: role, roles: [role], system: [], locale: 'en', via: 'api', readOnly: false }
  return { model, actor, requestId: 'test', guard: null }
}

const who = (role: keyof typeof users): Context => as(role, users[role])

/** Values whose stored shape differs from how they are written. */
const difficult: Input = {
  name: '  末尾有空格 🧾  ',
  memo: '第一行\n\'; -- \\ "',
  amount: '1234567.5',
  held: '-0',
  share: '0.125',
  count: '7',
  factor: '3.1415',
  dueOn: '2026-11-22',
  seenAt: '2026-02-28T23:59:59Z',
  urgent: false,
  size: 'b',
  tags: ['c', 'a'],
  mail: 'A.B@example.com',
  link: 'https://example.com/?a=1&b=%20',
  facts: { z: [1, { y: null, x: '值' }], a: '2026-11-22T00:00:00.000Z', n: 0.1 },
}

const lines = (price: Input): readonly Input[] => [
  { what: 'one', quantity: '2', ...price, dueOn: '2026-11-22' },
  { what: 'two', quantity: '0.333333', ...price, dueOn: '2026-11-23' },
  { what: '三', ...price },
]

/** What the write answered, and what a read answers now. */
async function compared(context: Context, write: () => Promise<RecordView>): Promise<RecordView> {
  looks = []
  const shown = await write()
  const asked = looks.filter((text) => /\b(FROM|JOIN) .thing(_line|Line)?\b/i.test(text) && !text.includes('dj_'))
  expect(shown).toEqual(await reading.get(context, 'thing', shown.id))
  expect(JSON.stringify(shown)).toBe(JSON.stringify(await reading.get(context, 'thing', shown.id)))
  expect(asked).toEqual([])
  return shown
}

describe('what a write answers is what a read of the record answers, without asking for the record', () => {
  it('for values of every kind', async () => {
    const context = who('chief')
    const input = {
      ...difficult,
      phone: '13800138000',
      price: '0.333333',
      key: 'geheim',
      contact: contacts[2],
      lines: lines({ price: '9.99' }),
    }
    const created = await compared(context, () => writing.create(context, 'thing', input))
    expect(created).toMatchObject({ total: '23.31', overdue: true, lateLines: '1', version: 1 })

    const change = { amount: '-0.05', tags: [], facts: null, dueOn: '2026-11-23', lines: [{ what: 'four', quantity: '1', price: '1' }] }
    const updated = await compared(context, () => writing.update(context, 'thing', created.id, change, 1))
    expect(updated).toMatchObject({ total: '24.31', overdue: false, tags: null, version: 2 })
    const nothing = Object.fromEntries(Object.keys(difficult).map((name) => [name, null]))
    await compared(context, () => writing.update(context, 'thing', created.id, nothing, 2))
  })

  it('for whom several grants show different cells of different rows', async () => {
    const context = who('clerk')
    const mine = { ...difficult, contact: contacts[0], lines: [{ what: 'one', quantity: '2' }] }
    const created = await compared(context, () => writing.create(context, 'thing', mine))
    expect(created).not.toHaveProperty('price')
    await writing.update(who('chief'), 'thing', created.id, { phone: '13800138000' }, 1)

    const urgent = await compared(context, () => writing.update(context, 'thing', created.id, { urgent: true }, 2))
    expect(urgent).toMatchObject({ price: null, phone: expect.stringContaining('•') })
    expect(urgent.lines).toEqual([expect.objectContaining({ price: null })])
  })

  it('for whom a grant reads across a reference', async () => {
    const context = who('agent')
    const { amount: _amount, ...rest } = difficult
    const mine = { ...rest, owner: null, contact: contacts[1], lines: [{ what: 'one', contact: contacts[0] }] }
    const created = await compared(context, () => writing.create(context, 'thing', mine))
    expect(created).not.toHaveProperty('amount')

    await compared(context, () => writing.update(context, 'thing', created.id, { name: 'anders' }, 1))
  })

  it('for references that may not be read: the bare id', async () => {
    const chief = who('chief')
    const id = (await writing.create(chief, 'thing', { name: 'x', owner: users.clerk, contact: contacts[2] })).id
    const context = who('clerk')
    const updated = await compared(context, () => writing.update(context, 'thing', id, { name: 'y' }, 1))
    expect(updated.contact).toEqual({ id: contacts[2], label: contacts[2] })
    expect(updated.updatedBy).toEqual({ id: users.clerk, label: 'Clerk' })
  })

  it('and is the id alone where the record is out of sight', async () => {
    const porter = as('porter', users.clerk)
    const { id, ...rest } = await writing.create(porter, 'thing', { name: 'x', owner: null, urgent: false })
    expect(rest).toEqual({})
    await expect(reading.get(porter, 'thing', id)).rejects.toThrow()
    expect(await writing.create(porter, 'thing', { name: 'y', owner: null, urgent: true })).toMatchObject({ name: 'y' })
  })
})
