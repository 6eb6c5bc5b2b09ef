import { defineRole } from '#define'

export const admin = defineRole({
  name: 'admin',
  label: { zh: '系统管理员', en: 'Administrator' },
  description: {
    zh: '管理用户、角色与系统，可操作全部业务数据。',
    en: 'Manages users, roles and the platform, and may act on all business data.',
  },
  system: ['publish', 'assignRoles', 'manageUsers', 'manageJobs', 'explain', 'viewAs', 'backup', 'audit', 'console'],
})
