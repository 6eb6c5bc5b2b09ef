import { definePolicy } from '#define'

/** Who packs the goods need not know what they bring in. */
export const warehouseReadsNoPrice = definePolicy({
  name: 'warehouseReadsNoPrice',
  label: { zh: '仓库看不到售价', en: 'The warehouse sees no prices' },
  role: 'warehouse',
  action: 'read',
  resource: 'order',
  field: 'lines.unitPrice',
  may: false,
})
