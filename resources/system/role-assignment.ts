import { belongsTo, defineResource, select } from '#define'

/** Who has which role. Roles themselves are definitions, not records. */
export const roleAssignment = defineResource({
  name: 'roleAssignment',
  label: { zh: '角色分配', en: 'Role assignment' },
  title: 'role',
  area: 'system',

  fields: {
    user: belongsTo('user', { label: { zh: '用户', en: 'User' }, required: true, unique: ['role'] }),
    role: select({ label: { zh: '角色', en: 'Role' }, required: true, options: 'roles' }),
  },

  permissions: {
    designer: { can: ['read'], rows: 'all' },
    admin: { can: ['read', 'create', 'remove', 'export'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: { list: ['user', 'role', 'createdAt', 'createdBy'], filter: ['user'], form: { basics: ['user', 'role'] }, menu: 2 },
})
