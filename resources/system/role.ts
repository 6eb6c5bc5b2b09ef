import { defineResource, text } from '#define'

/** The roles there are, to choose from. Roles are definitions: the platform keeps these rows in step with what is published, nobody writes them. */
export const role = defineResource({
  name: 'role',
  label: { zh: '角色', en: 'Role' },
  title: 'name',
  area: 'system',

  fields: {
    name: text({ label: { zh: '角色代码', en: 'Name' }, required: true, unique: true, length: 60, changeable: false }),
    labelZh: text({ label: { zh: '中文名称', en: 'Chinese label' }, length: 100, searchable: true, changeable: false }),
    labelEn: text({ label: { zh: '英文名称', en: 'English label' }, length: 100, searchable: true, changeable: false }),
    description: text({ label: { zh: '说明', en: 'Description' }, length: 500, changeable: false }),
  },

  permissions: {
    manager: { can: ['read'], rows: 'all' },
    designer: { can: ['read'], rows: 'all' },
    admin: { can: ['read'], rows: 'all' },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['name', 'labelZh', 'labelEn', 'description'],
    sort: 'name',
    form: { basics: ['name', 'labelZh', 'labelEn', 'description'] },
    menu: 4,
  },
})
