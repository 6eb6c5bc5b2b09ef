import { defineRole } from '#define'

export const platform = defineRole({
  name: 'platform',
  label: { zh: '系统任务', en: 'Platform' },
  description: { zh: '后台任务以此身份运行，任何人都不能持有。', en: 'Background jobs act as it; nobody can hold it.' },
  internal: true,
})
