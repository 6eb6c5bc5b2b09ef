import { definePolicy } from '#define'

/** Designing screens and roles is one right, reading business rows another. */
export const nobodyReadsOrdersByDesigning = definePolicy({
  name: 'nobodyReadsOrdersByDesigning',
  label: { zh: '配置管理员不接触业务数据', en: 'Designers see no business rows' },
  role: 'designer',
  action: 'read',
  resource: 'order',
  may: false,
})
