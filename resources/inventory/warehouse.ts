import { belongsTo, boolean, defineResource, hasMany, phone, text } from '#define'

/** A place where stock is kept. */
export const warehouse = defineResource({
  name: 'warehouse',
  label: { zh: '仓库', en: 'Warehouse' },
  title: 'name',
  area: 'inventory',

  fields: {
    code: text({ label: { zh: '仓库编码', en: 'Code' }, required: true, unique: true, length: 40, searchable: true }),
    name: text({ label: { zh: '仓库名称', en: 'Name' }, required: true, length: 100 }),
    address: text({ label: { zh: '地址', en: 'Address' }, length: 300 }),
    keeper: belongsTo('user', { label: { zh: '仓管员', en: 'Keeper' } }),
    phone: phone({ label: { zh: '电话', en: 'Phone' } }),
    active: boolean({ label: { zh: '启用', en: 'In use' }, default: true }),
    balances: hasMany('stockBalance', { label: { zh: '库存', en: 'Stock' } }),
    moves: hasMany('stockMove', { label: { zh: '库存流水', en: 'Stock moves' } }),
    reservations: hasMany('stockReservation', { label: { zh: '库存预留', en: 'Reservations' } }),
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all' },
    salesLead: { can: ['read'], rows: 'all' },
    warehouse: { can: ['read'], rows: 'all' },
    purchaser: { can: ['read'], rows: 'all' },
    accountant: { can: ['read'], rows: 'all' },
    manager: { can: ['read'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['code', 'name', 'address', 'keeper', 'active'],
    form: { basics: ['code', 'name', 'address', 'keeper', 'phone', 'active'] },
    related: ['balances', 'moves'],
    menu: 5,
  },
})
