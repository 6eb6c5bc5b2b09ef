import { defineRole } from '#define'

export const accountant = defineRole({
  name: 'accountant',
  label: { zh: '财务', en: 'Accountant' },
  description: { zh: '查看订单、出货与库存金额，维护信用额度。', en: 'Reads orders, shipments and stock value, and keeps credit limits.' },
})
