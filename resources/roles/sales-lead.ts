import { defineRole } from '#define'

export const salesLead = defineRole({
  name: 'salesLead',
  label: { zh: '销售主管', en: 'Sales lead' },
  description: { zh: '审核订单，查看全部客户与订单。', en: 'Approves orders and sees all customers and orders.' },
})
