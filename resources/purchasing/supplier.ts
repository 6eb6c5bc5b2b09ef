import { defineResource, hasMany, integer, longText, phone, select, text } from '#define'

/** Who we buy from. */
export const supplier = defineResource({
  name: 'supplier',
  label: { zh: '供应商', en: 'Supplier' },
  title: 'name',
  area: 'purchasing',

  fields: {
    code: text({ label: { zh: '供应商编码', en: 'Supplier code' }, required: true, unique: true, length: 40, searchable: true }),
    name: text({ label: { zh: '供应商名称', en: 'Supplier name' }, required: true }),
    contactName: text({ label: { zh: '联系人', en: 'Contact' }, length: 60 }),
    phone: phone({ label: { zh: '电话', en: 'Phone' }, mask: 'phone', searchable: true }),
    address: text({ label: { zh: '地址', en: 'Address' }, length: 300 }),
    credit: select({
      label: { zh: '信用等级', en: 'Rating' },
      default: 'b',
      options: [
        { value: 'a', label: { zh: 'A（优）', en: 'A (excellent)' }, tone: 'success' },
        { value: 'b', label: { zh: 'B（良）', en: 'B (good)' }, tone: 'info' },
        { value: 'c', label: { zh: 'C（观察）', en: 'C (watch)' }, tone: 'warning' },
      ],
    }),
    leadDays: integer({ label: { zh: '交货周期（天）', en: 'Lead time (days)' }, min: 0, max: 365 }),
    taxNumber: text({ label: { zh: '统一社会信用代码', en: 'Tax number' }, length: 40 }),
    bank: text({ label: { zh: '开户银行', en: 'Bank' } }),
    bankAccount: text({ label: { zh: '银行账号', en: 'Bank account' }, length: 40, mask: 'last4' }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
    products: hasMany('product', { label: { zh: '供应的产品', en: 'Products' } }),
  },

  workflow: {
    states: [
      { value: 'active', label: { zh: '合作中', en: 'Active' }, tone: 'success' },
      { value: 'inactive', label: { zh: '已停用', en: 'Inactive' }, tone: 'neutral' },
    ],
    transitions: {
      deactivate: { label: { zh: '停用', en: 'Deactivate' }, from: 'active', to: 'inactive', tone: 'danger' },
      activate: { label: { zh: '启用', en: 'Activate' }, from: 'inactive', to: 'active' },
    },
  },

  permissions: {
    purchaser: { can: ['read', 'create', 'update', 'remove', 'export', 'import', 'deactivate', 'activate'], rows: 'all' },
    accountant: { can: ['read', 'export'], rows: 'all' },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import', 'deactivate', 'activate'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['code', 'name', 'contactName', 'phone', 'credit', 'leadDays', 'status'],
    filter: ['status', 'credit'],
    form: {
      basics: ['code', 'name', 'contactName', 'phone', 'address', 'credit', 'leadDays'],
      invoicing: ['taxNumber', 'bank', 'bankAccount'],
      more: ['note'],
    },
    sections: {
      basics: { zh: '基本信息', en: 'Basics' },
      invoicing: { zh: '开票信息', en: 'Invoicing' },
      more: { zh: '其他', en: 'More' },
    },
    related: ['products'],
    menu: 1,
  },
})
