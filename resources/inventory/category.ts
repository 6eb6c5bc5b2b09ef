import { belongsTo, defineResource, text } from '#define'

/** How products are grouped. */
export const category = defineResource({
  name: 'category',
  label: { zh: '产品分类', en: 'Category' },
  title: 'name',
  area: 'inventory',

  fields: {
    code: text({ label: { zh: '分类编码', en: 'Code' }, required: true, unique: true, length: 40, searchable: true }),
    name: text({ label: { zh: '分类名称', en: 'Name' }, required: true, length: 100 }),
    parent: belongsTo('category', { label: { zh: '上级分类', en: 'Parent' } }),
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all' },
    salesLead: { can: ['read'], rows: 'all' },
    warehouse: { can: ['read'], rows: 'all' },
    purchaser: { can: ['read', 'create', 'update', 'export', 'import'], rows: 'all' },
    accountant: { can: ['read'], rows: 'all' },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: { list: ['code', 'name', 'parent'], filter: ['parent'], form: { basics: ['code', 'name', 'parent'] }, menu: 6 },
})
