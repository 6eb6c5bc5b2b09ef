import { defineRole } from '#define'

export const designer = defineRole({
  name: 'designer',
  label: { zh: '配置管理员', en: 'Designer' },
  description: {
    zh: '设计字段、界面、流程与权限，不接触业务数据。',
    en: 'Shapes fields, screens, workflows and roles; sees no business rows.',
  },
  system: ['publish', 'explain', 'viewAs'],
})
