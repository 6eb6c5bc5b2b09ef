import { defineResource, text } from '#define'

/** What quantities are counted in. */
export const unit = defineResource({
  name: 'unit',
  label: { zh: '计量单位', en: 'Unit' },
  title: 'name',
  area: 'inventory',

  fields: {
    name: text({ label: { zh: '名称', en: 'Name' }, required: true, unique: true, length: 20 }),
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

  screens: { list: ['name'], form: { basics: ['name'] }, menu: 7 },
})
