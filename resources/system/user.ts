import { actor, belongsTo, boolean, defineResource, email, hasMany, phone, select, text } from '#define'

/** Somebody who signs in. Passwords and second factors are kept elsewhere. */
export const user = defineResource({
  name: 'user',
  label: { zh: '用户', en: 'User' },
  title: 'name',
  area: 'system',

  fields: {
    login: text({ label: { zh: '登录名', en: 'Login' }, required: true, unique: true, length: 60, searchable: true }),
    name: text({ label: { zh: '姓名', en: 'Name' }, required: true, length: 60 }),
    email: email({ label: { zh: '邮箱', en: 'E-mail' }, mask: 'email' }),
    phone: phone({ label: { zh: '手机', en: 'Mobile' }, mask: 'phone' }),
    department: belongsTo('department', { label: { zh: '部门', en: 'Department' } }),
    warehouse: belongsTo('warehouse', { label: { zh: '所属仓库', en: 'Warehouse' } }),
    locale: select({
      label: { zh: '界面语言', en: 'Language' },
      default: 'zh-CN',
      options: [
        { value: 'zh-CN', label: { zh: '简体中文', en: 'Simplified Chinese' } },
        { value: 'en', label: { zh: '英语', en: 'English' } },
      ],
    }),
    active: boolean({ label: { zh: '启用', en: 'Active' }, default: true }),
    assignments: hasMany('roleAssignment', { label: { zh: '角色', en: 'Roles' } }),
  },

  scopes: { self: { id: actor('id') } },

  permissions: {
    salesRep: { can: ['read'], rows: 'all', show: ['name', 'department'] },
    salesLead: { can: ['read'], rows: 'all', show: ['name', 'department'] },
    warehouse: { can: ['read'], rows: 'all', show: ['name', 'department'] },
    purchaser: { can: ['read'], rows: 'all', show: ['name', 'department'] },
    accountant: { can: ['read'], rows: 'all', show: ['name', 'department'] },
    manager: { can: ['read', 'export'], rows: 'all', show: ['name', 'department', 'warehouse', 'active'] },
    designer: { can: ['read'], rows: 'all', show: ['name', 'login', 'department', 'active', 'assignments'] },
    admin: { can: ['read', 'create', 'update', 'export', 'import'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['login', 'name', 'department', 'warehouse', 'active'],
    filter: ['department', 'active'],
    form: { basics: ['login', 'name', 'email', 'phone', 'department', 'warehouse', 'locale', 'active'] },
    related: ['assignments'],
    menu: 1,
  },
})
