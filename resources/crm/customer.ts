import { actor, belongsTo, defineResource, hasMany, longText, money, phone, select, text } from '#define'

/** Who buys from us. What approved orders still bind of the credit limit is kept up to date by the orders themselves. */
export const customer = defineResource({
  name: 'customer',
  label: { zh: '客户', en: 'Customer' },
  title: 'name',
  area: 'crm',

  fields: {
    code: text({ label: { zh: '客户编码', en: 'Customer code' }, required: true, unique: true, length: 40, searchable: true }),
    name: text({ label: { zh: '客户名称', en: 'Customer name' }, required: true }),
    shortName: text({ label: { zh: '简称', en: 'Short name' }, length: 60, searchable: true }),
    owner: belongsTo('user', { label: { zh: '负责业务员', en: 'Account owner' }, default: actor('id') }),
    level: select({
      label: { zh: '客户等级', en: 'Tier' },
      default: 'b',
      options: [
        { value: 'a', label: { zh: 'A 级（战略）', en: 'A (strategic)' }, tone: 'success' },
        { value: 'b', label: { zh: 'B 级（重点）', en: 'B (key)' }, tone: 'info' },
        { value: 'c', label: { zh: 'C 级（普通）', en: 'C (regular)' } },
      ],
    }),
    industry: select({
      label: { zh: '行业分类', en: 'Industry' },
      options: [
        { value: 'manufacturing', label: { zh: '制造业', en: 'Manufacturing' } },
        { value: 'trade', label: { zh: '商贸流通', en: 'Trade' } },
        { value: 'construction', label: { zh: '建筑工程', en: 'Construction' } },
        { value: 'services', label: { zh: '服务业', en: 'Services' } },
        { value: 'other', label: { zh: '其他', en: 'Other' } },
      ],
    }),
    region: select({
      label: { zh: '所在区域', en: 'Region' },
      options: [
        { value: 'eastChina', label: { zh: '华东', en: 'East China' } },
        { value: 'southChina', label: { zh: '华南', en: 'South China' } },
        { value: 'northChina', label: { zh: '华北', en: 'North China' } },
        { value: 'centralChina', label: { zh: '华中', en: 'Central China' } },
        { value: 'southwest', label: { zh: '西南', en: 'Southwest' } },
        { value: 'northwest', label: { zh: '西北', en: 'Northwest' } },
        { value: 'northeast', label: { zh: '东北', en: 'Northeast' } },
        { value: 'overseas', label: { zh: '海外', en: 'Overseas' } },
      ],
    }),
    phone: phone({ label: { zh: '电话', en: 'Phone' }, mask: 'phone', searchable: true }),
    address: text({ label: { zh: '收货地址', en: 'Delivery address' }, length: 300 }),
    terms: select({
      label: { zh: '结算方式', en: 'Payment terms' },
      default: 'monthly',
      options: [
        { value: 'prepaid', label: { zh: '款到发货', en: 'Prepaid' } },
        { value: 'cod', label: { zh: '货到付款', en: 'Cash on delivery' } },
        { value: 'net30', label: { zh: '月结 30 天', en: 'Net 30 days' } },
        { value: 'net60', label: { zh: '月结 60 天', en: 'Net 60 days' } },
        { value: 'monthly', label: { zh: '当月结清', en: 'End of month' } },
      ],
    }),
    creditLimit: money({
      label: { zh: '信用额度', en: 'Credit limit' },
      help: { zh: '留空表示不限额。', en: 'No limit when empty.' },
      min: 0,
    }),
    exposure: money({
      label: { zh: '已占用额度', en: 'Credit in use' },
      help: { zh: '已审核、尚未完结的订单金额。', en: 'Total of orders that are approved and not yet closed.' },
      formula: "sum(orders.total, status = 'approved')",
      reveals: { fields: ['orders'], because: 'Whoever may see the credit limit has to see how much of it is used, by whosever orders.' },
    }),
    taxNumber: text({ label: { zh: '统一社会信用代码', en: 'Tax number' }, length: 40 }),
    bank: text({ label: { zh: '开户银行', en: 'Bank' } }),
    bankAccount: text({ label: { zh: '银行账号', en: 'Bank account' }, length: 40, mask: 'last4' }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
    contacts: hasMany('contact', { label: { zh: '联系人', en: 'Contacts' }, owned: true }),
    orders: hasMany('order', { label: { zh: '销售订单', en: 'Sales orders' } }),
    shipments: hasMany('shipment', { label: { zh: '出货单', en: 'Shipments' } }),
  },

  scopes: { own: { owner: actor('id') } },

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
    salesRep: {
      can: ['read', 'create', 'update', 'export', 'import'],
      rows: 'own',
      hide: ['#cost'],
      write: [
        'code',
        'name',
        'shortName',
        'owner',
        'level',
        'industry',
        'region',
        'phone',
        'address',
        'terms',
        'taxNumber',
        'bank',
        'bankAccount',
        'note',
        'contacts',
      ],
      presets: { owner: actor('id') },
    },
    salesLead: { can: ['read', 'create', 'update', 'remove', 'export', 'import', 'deactivate', 'activate'], rows: 'all' },
    warehouse: { can: ['read'], rows: 'all', show: ['code', 'name', 'shortName', 'status', 'phone', 'address'], mask: ['phone'] },
    accountant: {
      can: ['read', 'update', 'export'],
      rows: 'all',
      write: ['terms', 'creditLimit', 'taxNumber', 'bank', 'bankAccount'],
    },
    manager: { can: ['read', 'export'], rows: 'all' },
    admin: { can: ['read', 'create', 'update', 'remove', 'export', 'import', 'deactivate', 'activate'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['code', 'name', 'level', 'region', 'owner', 'phone', 'creditLimit', 'exposure', 'status'],
    filter: ['status', 'owner', 'level', 'region', 'industry'],
    form: {
      basics: ['code', 'name', 'shortName', 'owner', 'level', 'industry', 'region', 'phone', 'address'],
      credit: ['terms', 'creditLimit', 'exposure'],
      invoicing: ['taxNumber', 'bank', 'bankAccount'],
      contacts: ['contacts'],
      more: ['note'],
    },
    sections: {
      basics: { zh: '基本信息', en: 'Basics' },
      credit: { zh: '结算与信用', en: 'Terms and credit' },
      invoicing: { zh: '开票信息', en: 'Invoicing' },
      contacts: { zh: '联系人', en: 'Contacts' },
      more: { zh: '其他', en: 'More' },
    },
    highlights: ['creditLimit', 'exposure'],
    related: ['orders', 'shipments'],
    menu: 1,
  },
})
