import { compile } from '../../src/compile/compile.js'
import type { Model } from '../../src/compile/model.js'
import type { Definitions } from '../../src/define/definitions.js'
import { belongsTo, date, defineResource, hasMany, money, quantity, sequence, text, unitPrice } from '../../src/define/index.js'
import type { Resource } from '../../src/define/resource.js'

const label = (zh: string, en: string) => ({ label: { zh, en } })

export const tinyUser: Resource = defineResource({
  name: 'user',
  ...label('用户', 'User'),
  title: 'name',
  fields: { name: text({ required: true }) },
})

export const tinyContact: Resource = defineResource({
  name: 'contact',
  ...label('联系人', 'Contact'),
  title: 'name',
  fields: {
    name: text({ required: true }),
    owner: belongsTo('user'),
    bills: hasMany('bill'),
    open: money({ formula: "sum(bills.total, status = 'open')" }),
  },
  scopes: { own: { owner: { actor: 'id' } } },
  permissions: { clerk: { can: ['read', 'create', 'update'], rows: 'own' } },
})

export const tinyBill: Resource = defineResource({
  name: 'bill',
  ...label('账单', 'Bill'),
  title: 'number',
  fields: {
    number: sequence({ pattern: 'B{yyyy}-{000}', dated: 'billedOn' }),
    billedOn: date({ default: { now: 'date' } }),
    contact: belongsTo('contact', { required: true, changeable: 'draft' }),
    lines: hasMany('billLine', { owned: true, atLeast: 1 }),
    total: money({ formula: 'sum(lines.amount)' }),
    cost: money({ tags: ['cost'] }),
    margin: money({ formula: 'total - cost' }),
  },
  scopes: { own: { 'contact.owner': { actor: 'id' } } },
  workflow: {
    states: ['draft', 'open', 'paid'],
    transitions: {
      submit: { from: 'draft', to: 'open' },
      pay: { from: 'open', to: 'paid', requires: 'total > 0', otherwise: { zh: '没有金额。', en: 'Nothing to pay.' } },
    },
  },
  permissions: {
    clerk: { can: ['read', 'create', 'update', 'submit'], rows: 'own', hide: ['#cost'] },
    chief: { can: ['read', 'pay'], rows: 'all' },
  },
  screens: { list: ['number', 'contact', 'status', 'total'], filter: ['status', 'contact', 'billedOn'], sort: '-billedOn' },
})

export const tinyBillLine: Resource = defineResource({
  name: 'billLine',
  ...label('账单明细', 'Bill line'),
  title: 'what',
  fields: {
    bill: belongsTo('bill', { required: true }),
    what: text({ required: true }),
    quantity: quantity({ min: 0 }),
    price: unitPrice(),
    amount: money({ formula: 'round(quantity * price, 2)' }),
  },
})

/** A company of four resources: what a test changes one thing in. */
export const tinyDefinitions: Definitions = {
  areas: [{ name: 'office', ...label('办公', 'Office') }],
  resources: [tinyUser, tinyContact, tinyBill, tinyBillLine],
  roles: [
    { name: 'clerk', ...label('文员', 'Clerk') },
    { name: 'chief', ...label('主管', 'Chief') },
  ],
  ledgers: [],
  reports: [],
  connectors: [],
  prints: [],
  jobs: [],
  invariants: [],
  policies: [],
}

/** @throws with every Problem, when there are any */
export function modelOf(definitions: Definitions): Model {
  const compiled = compile(definitions, 1)
  if ('problems' in compiled) throw new Error(compiled.problems.map((one) => `${one.at} ${one.code}: ${one.message.en}`).join('\n'))
  return compiled.model
}
