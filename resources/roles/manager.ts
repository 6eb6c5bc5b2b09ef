import { defineRole } from '#define'

export const manager = defineRole({
  name: 'manager',
  label: { zh: '管理层', en: 'Manager' },
  description: { zh: '查看全部业务数据与报表，不做录入。', en: 'Reads everything and runs reports; enters nothing.' },
})
