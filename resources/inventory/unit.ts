import { defineResource, integer, text } from '#define'

/** What quantities are counted in. */
export const unit = defineResource({
  name: 'unit',
  label: { zh: '计量单位', en: 'Unit' },
  title: 'name',
  area: 'inventory',

  fields: {
    name: text({ label: { zh: '名称', en: 'Name' }, required: true, unique: true, length: 20 }),
    digits: integer({ label: { zh: '小数位数', en: 'Digits behind the point' }, min: 0, max: 6, default: 0 }),
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all' },
    salesLead: { can: ['read'], rows: 'all' },
    warehouse: { can: ['read'], rows: 'all' },
    purchaser: { can: ['read', 'create', 'update'], rows: 'all' },
    accountant: { can: ['read'], rows: 'all' },
    manager: { can: ['read'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: { list: ['name', 'digits'], form: { basics: ['name', 'digits'] }, menu: 7 },
})
