import { defineRole } from '#define'

export const purchaser = defineRole({
  name: 'purchaser',
  label: { zh: '采购员', en: 'Purchaser' },
  description: { zh: '维护产品与供应商，接收库存预警。', en: 'Keeps products and suppliers, and hears of low and high stock.' },
})
