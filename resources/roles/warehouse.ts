import { defineRole } from '#define'

export const warehouse = defineRole({
  name: 'warehouse',
  label: { zh: '仓管员', en: 'Warehouse keeper' },
  description: { zh: '按出货单出库、登记入库与盘点，看不到价格。', en: 'Ships, receives and counts; sees no prices.' },
})
