import { defineRole } from '#define'

export const salesRep = defineRole({
  name: 'salesRep',
  label: { zh: '销售员', en: 'Sales rep' },
  description: {
    zh: '建立和跟进自己的客户与订单，看不到成本和毛利。',
    en: 'Creates and follows their own customers and orders; sees no cost and no margin.',
  },
})
