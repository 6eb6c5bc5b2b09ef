import { definePrint } from '#define'

/** 订单确认书: what was agreed, with the total in words. */
export const orderConfirmation = definePrint({
  name: 'orderConfirmation',
  resource: 'order',
  label: { zh: '销售订单确认书', en: 'Order confirmation' },
  paper: 'A4',
  number: 'number',
  date: 'placedOn',
  head: [
    { label: { zh: '客户', en: 'Customer' }, of: 'customer.name' },
    { label: { zh: '业务员', en: 'Sales rep' }, of: 'owner.name' },
    { label: { zh: '交货日期', en: 'Due date' }, of: 'dueOn' },
    { label: { zh: '结算方式', en: 'Payment terms' }, of: 'terms' },
    { label: { zh: '收货地址', en: 'Delivery address' }, of: 'address' },
  ],
  lines: {
    each: 'lines',
    columns: [
      { label: { zh: '产品编码', en: 'Product code' }, of: 'product.code' },
      { label: { zh: '品名', en: 'Description' }, of: 'description' },
      { label: { zh: '规格型号', en: 'Specification' }, of: 'spec' },
      { label: { zh: '单位', en: 'Unit' }, of: 'product.unit.name', align: 'center' },
      { label: { zh: '数量', en: 'Quantity' }, of: 'quantity', align: 'right' },
      { label: { zh: '单价', en: 'Unit price' }, of: 'unitPrice', align: 'right' },
      { label: { zh: '税率', en: 'Tax rate' }, of: 'taxRate', align: 'right' },
      { label: { zh: '金额', en: 'Amount' }, of: 'amount', align: 'right' },
    ],
  },
  totals: [
    { label: { zh: '未税金额', en: 'Net amount' }, of: 'subtotal' },
    { label: { zh: '税额', en: 'Tax' }, of: 'tax' },
    { label: { zh: '价税合计', en: 'Total' }, of: 'total', inWords: true },
  ],
  signatures: [
    { zh: '供方（盖章）', en: 'Seller' },
    { zh: '需方（盖章）', en: 'Buyer' },
  ],
})
