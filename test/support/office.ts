import type { Model } from '../../src/compile/model.js'
import { belongsTo, boolean, defineResource, hasMany, money, phone, quantity, ref, select, text } from '../../src/define/index.js'
import type { SystemRight } from '../../src/define/role.js'
import { modelOf } from './tiny-definitions.js'

const label = (en: string, zh = en) => ({ label: { zh, en } })
const everything = { can: ['read', 'create', 'update', 'remove', 'export', 'print'], rows: 'all' } as const

const user = defineResource({
  name: 'user',
  ...label('User', '用户'),
  title: 'name',
  fields: {
    login: text({ required: true, unique: true }),
    name: text({ required: true }),
    active: boolean(),
    locale: select({ options: ['zh-CN', 'en'] }),
    department: belongsTo('department'),
    salary: money(),
  },
  permissions: { admin: everything, clerk: { can: ['read'], rows: { id: { actor: 'id' } }, show: ['login', 'name'] } },
})
const roleAssignment = defineResource({
  name: 'roleAssignment',
  ...label('Role assignment', '角色分配'),
  title: 'role',
  fields: { user: belongsTo('user', { required: true }), role: text({ required: true }) },
  permissions: { admin: everything },
})
const department = defineResource({
  name: 'department',
  ...label('Department', '部门'),
  title: 'name',
  fields: { name: text({ required: true }), parent: belongsTo('department') },
  permissions: { admin: everything },
})
const paper = defineResource({
  name: 'paper',
  ...label('Paper', '单据'),
  title: 'number',
  fields: {
    number: text({ required: true }),
    phone: phone(),
    secret: money(),
    owner: belongsTo('user'),
    lines: hasMany('paperLine', { owned: true }),
    total: money({ formula: 'sum(lines.amount)' }),
    hidden: money({ formula: 'secret * 2' }),
  },
  rules: { positive: { must: 'secret >= 0', message: { zh: '不可为负。', en: 'Not below zero.' } } },
  workflow: {
    states: ['draft', 'sent'],
    transitions: { send: { from: 'draft', to: 'sent', ask: { note: text() } }, shred: { from: 'draft', to: 'sent' } },
  },
  permissions: {
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'print', 'send', 'shred'], rows: 'all' },
    clerk: {
      can: ['read', 'create', 'send'],
      rows: 'all',
      hide: ['secret', 'owner', 'lines.cost'],
      mask: ['phone'],
      write: ['number', 'lines'],
    },
  },
  screens: { list: ['number', 'secret', 'total'], filter: ['number', 'owner'], form: { all: ['number', 'secret'], only: ['owner'] } },
})
const paperLine = defineResource({
  name: 'paperLine',
  ...label('Paper line', '明细'),
  title: 'what',
  fields: {
    paper: belongsTo('paper', { required: true }),
    what: text(),
    quantity: quantity(),
    cost: money(),
    amount: money({ formula: 'round(quantity * 2, 2)' }),
    checker: belongsTo('user'),
  },
  screens: {
    beside: {
      checkedBy: { of: 'user', show: 'login', where: { id: ref('checker') } },
      pay: { of: 'user', show: 'salary', where: { id: ref('checker') } },
      ownedBy: { of: 'user', show: 'login', where: { id: ref('paper.owner') } },
    },
  },
})
const vault = defineResource({
  name: 'vault',
  ...label('Vault', '金库'),
  title: 'name',
  fields: { name: text({ required: true }) },
  permissions: { admin: everything },
})

const rights: readonly SystemRight[] = [
  'publish',
  'assignRoles',
  'manageUsers',
  'manageJobs',
  'explain',
  'viewAs',
  'backup',
  'audit',
  'console',
]

/** A company with users, departments, papers with lines, and a vault only administrators know of. */
export function officeModel(): Model {
  return modelOf({
    areas: [
      { name: 'office', ...label('Office', '办公') },
      { name: 'cellar', ...label('Cellar', '地下室') },
    ],
    resources: [user, roleAssignment, department, { ...paper, area: 'office' }, paperLine, { ...vault, area: 'cellar' }],
    roles: [
      { name: 'admin', ...label('Administrator', '管理员'), system: rights },
      { name: 'clerk', ...label('Clerk', '文员') },
      { name: 'robot', ...label('Robot'), internal: true },
    ],
    ledgers: [],
    reports: [
      {
        name: 'papers',
        ...label('Papers', '单据'),
        source: 'paper',
        columns: [{ name: 'number', ...label('Number'), of: 'number' }],
        roles: ['clerk', 'admin'],
      },
      {
        name: 'vaults',
        ...label('Vaults', '金库'),
        source: 'vault',
        columns: [{ name: 'name', ...label('Name'), of: 'name' }],
        roles: ['clerk', 'admin'],
      },
    ],
    connectors: [],
    prints: [],
    jobs: [],
    invariants: [],
    policies: [],
  })
}
