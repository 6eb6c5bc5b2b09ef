import { defineResource, email, file, phone, select, text } from '#define'

/** Ourselves: one row, printed at the head of documents. */
export const company = defineResource({
  name: 'company',
  label: { zh: '公司信息', en: 'Company' },
  title: 'name',
  area: 'finance',

  fields: {
    /** Taken once: there is no second row. */
    only: select({
      label: { zh: '唯一的公司信息', en: 'The one company record' },
      options: [{ value: 'ours', label: { zh: '本公司', en: 'Ours' } }],
      default: 'ours',
      unique: true,
      changeable: false,
    }),
    name: text({ label: { zh: '公司名称', en: 'Company name' }, required: true }),
    taxNumber: text({ label: { zh: '统一社会信用代码', en: 'Tax number' }, length: 40 }),
    address: text({ label: { zh: '地址', en: 'Address' }, length: 300 }),
    phone: phone({ label: { zh: '电话', en: 'Phone' } }),
    email: email({ label: { zh: '邮箱', en: 'E-mail' } }),
    bank: text({ label: { zh: '开户银行', en: 'Bank' } }),
    bankAccount: text({ label: { zh: '银行账号', en: 'Bank account' }, length: 40 }),
    logo: file({ label: { zh: '标志', en: 'Logo' }, maxBytes: 2_000_000, types: ['image/png', 'image/jpeg'] }),
  },

  permissions: {
    salesRep: { can: ['read'], rows: 'all' },
    salesLead: { can: ['read'], rows: 'all' },
    warehouse: { can: ['read'], rows: 'all' },
    purchaser: { can: ['read'], rows: 'all' },
    accountant: { can: ['read', 'update'], rows: 'all' },
    manager: { can: ['read'], rows: 'all' },
    admin: { can: ['read', 'create', 'update'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['name', 'taxNumber', 'address', 'phone'],
    form: { basics: ['name', 'taxNumber', 'address', 'phone', 'email', 'logo'], bank: ['bank', 'bankAccount'] },
    sections: { basics: { zh: '基本信息', en: 'Basics' }, bank: { zh: '开户信息', en: 'Bank' } },
    menu: 9,
  },
})
