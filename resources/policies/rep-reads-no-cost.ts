import { definePolicy } from '#define'

/** What goods cost us is no business of who sells them. */
export const repReadsNoCost = definePolicy({
  name: 'repReadsNoCost',
  label: { zh: '销售员看不到成本', en: 'Sales reps see no cost' },
  role: 'salesRep',
  action: 'read',
  resource: 'product',
  field: 'cost',
  may: false,
})
