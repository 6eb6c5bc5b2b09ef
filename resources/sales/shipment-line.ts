import { belongsTo, defineResource, from, integer, money, percent, quantity, ref, text, unitPrice } from '#define'

/** How much of an order line leaves with a shipment. */
export const shipmentLine = defineResource({
  name: 'shipmentLine',
  label: { zh: '出货明细', en: 'Shipment line' },
  title: 'description',

  fields: {
    shipment: belongsTo('shipment', { label: { zh: '出货单', en: 'Shipment' }, required: true }),
    position: integer({ label: { zh: '行号', en: 'Line no.' }, place: true }),
    orderLine: belongsTo('orderLine', {
      label: { zh: '订单明细', en: 'Order line' },
      required: true,
      changeable: { 'shipment.status': 'draft' },
    }),
    product: belongsTo('product', {
      label: { zh: '产品', en: 'Product' },
      required: true,
      default: from('orderLine.product'),
      changeable: { 'shipment.status': 'draft' },
    }),
    description: text({
      label: { zh: '品名', en: 'Description' },
      default: from('orderLine.description'),
      changeable: { 'shipment.status': 'draft' },
    }),
    spec: text({
      label: { zh: '规格型号', en: 'Specification' },
      length: 120,
      default: from('orderLine.spec'),
      changeable: { 'shipment.status': 'draft' },
    }),
    quantity: quantity({
      label: { zh: '数量', en: 'Quantity' },
      required: true,
      min: '0.000001',
      changeable: { 'shipment.status': 'draft' },
    }),
    unitPrice: unitPrice({
      label: { zh: '单价', en: 'Unit price' },
      tags: ['price'],
      default: from('orderLine.unitPrice'),
      changeable: false,
    }),
    taxRate: percent({ label: { zh: '税率', en: 'Tax rate' }, tags: ['price'], default: from('orderLine.taxRate'), changeable: false }),
    amount: money({ label: { zh: '金额', en: 'Amount' }, formula: 'round(quantity * unitPrice, 2)' }),
    tax: money({ label: { zh: '税额', en: 'Tax' }, formula: 'round(amount * coalesce(taxRate, 0), 2)' }),
  },

  rules: {
    withinReserved: {
      must: "shipment.status <> 'draft' or quantity <= orderLine.reserved",
      at: 'quantity',
      message: { zh: '出货数量不能超过已预留数量。', en: 'No more can ship than is reserved for the order line.' },
    },
    sameOrder: {
      must: 'orderLine.order = shipment.order',
      at: 'orderLine',
      message: { zh: '订单明细不属于这张出货单的订单。', en: 'The order line is not of this shipment’s order.' },
    },
    sameProduct: {
      must: 'product = orderLine.product',
      at: 'product',
      message: { zh: '产品与订单明细不一致。', en: 'The product differs from the order line.' },
    },
  },

  screens: {
    list: ['product', 'description', 'spec', 'quantity', 'unitPrice', 'amount', 'tax'],
    beside: {
      unit: { label: { zh: '单位', en: 'Unit' }, of: 'product', show: 'unit', where: { id: ref('product') }, before: 'unitPrice' },
    },
  },
})
