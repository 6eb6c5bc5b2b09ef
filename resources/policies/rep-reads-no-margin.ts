import { definePolicy } from '#define'

/** A margin tells the cost. */
export const repReadsNoMargin = definePolicy({
  name: 'repReadsNoMargin',
  label: { zh: '销售员看不到毛利', en: 'Sales reps see no margin' },
  role: 'salesRep',
  action: 'read',
  resource: 'order',
  field: 'margin',
  may: false,
})
