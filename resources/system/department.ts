import { belongsTo, defineResource, hasMany, text } from '#define'

/** A part of the company; those below it belong to it. */
export const department = defineResource({
  name: 'department',
  label: { zh: '部门', en: 'Department' },
  title: 'name',
  area: 'system',

  fields: {
    name: text({ label: { zh: '部门名称', en: 'Name' }, required: true, length: 100 }),
    parent: belongsTo('department', { label: { zh: '上级部门', en: 'Parent' } }),
    head: belongsTo('user', { label: { zh: '负责人', en: 'Head' } }),
    members: hasMany('user', { label: { zh: '成员', en: 'Members' } }),
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all', show: ['name', 'parent'] },
    salesLead: { can: ['read'], rows: 'all', show: ['name', 'parent', 'head'] },
    warehouse: { can: ['read'], rows: 'all', show: ['name', 'parent'] },
    purchaser: { can: ['read'], rows: 'all', show: ['name', 'parent'] },
    accountant: { can: ['read'], rows: 'all', show: ['name', 'parent'] },
    manager: { can: ['read'], rows: 'all' },
    designer: { can: ['read'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['name', 'parent', 'head'],
    filter: ['parent'],
    form: { basics: ['name', 'parent', 'head'] },
    related: ['members'],
    menu: 3,
  },
})
