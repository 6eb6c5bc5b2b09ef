import { belongsTo, defineResource, from, hasMany, integer, money, percent, quantity, ref, text, unitPrice } from '#define'

/** One product of an order: what was asked for, what is held for it and what has left. */
export const orderLine = defineResource({
  name: 'orderLine',
  label: { zh: '订单明细', en: 'Order line' },
  title: 'description',

  fields: {
    order: belongsTo('order', { label: { zh: '销售订单', en: 'Sales order' }, required: true }),
    position: integer({ label: { zh: '行号', en: 'Line no.' }, place: true }),
    product: belongsTo('product', {
      label: { zh: '产品', en: 'Product' },
      required: true,
      where: { status: 'active' },
      changeable: { 'order.status': 'draft' },
    }),
    description: text({
      label: { zh: '品名', en: 'Description' },
      default: from('product.name'),
      changeable: { 'order.status': 'draft' },
    }),
    spec: text({
      label: { zh: '规格型号', en: 'Specification' },
      length: 120,
      default: from('product.spec'),
      changeable: { 'order.status': 'draft' },
    }),
    quantity: quantity({ label: { zh: '数量', en: 'Quantity' }, required: true, min: '0.000001', changeable: { 'order.status': 'draft' } }),
    unitPrice: unitPrice({
      label: { zh: '单价', en: 'Unit price' },
      required: true,
      tags: ['price'],
      min: 0,
      default: from('product.salePrice'),
      changeable: { 'order.status': 'draft' },
    }),
    taxRate: percent({
      label: { zh: '税率', en: 'Tax rate' },
      min: 0,
      max: 1,
      default: from('product.taxRate'),
      changeable: { 'order.status': 'draft' },
    }),
    amount: money({ label: { zh: '金额', en: 'Amount' }, formula: 'round(quantity * unitPrice, 2)' }),
    tax: money({ label: { zh: '税额', en: 'Tax' }, formula: 'round(amount * coalesce(taxRate, 0), 2)' }),
    total: money({ label: { zh: '价税合计', en: 'Gross' }, formula: 'amount + tax' }),
    unitCost: unitPrice({
      label: { zh: '单位成本', en: 'Unit cost' },
      tags: ['cost'],
      default: from('product.cost'),
      changeable: { 'order.status': 'draft' },
    }),
    margin: money({ label: { zh: '毛利', en: 'Gross margin' }, formula: 'amount - round(quantity * coalesce(unitCost, 0), 2)' }),
    reservations: hasMany('stockReservation', { label: { zh: '库存预留', en: 'Reservations' } }),
    shipmentLines: hasMany('shipmentLine', { label: { zh: '出货明细', en: 'Shipment lines' } }),
    reserved: quantity({
      label: { zh: '已预留', en: 'Reserved' },
      formula: 'sum(reservations.quantity)',
      reveals: { fields: ['reservations'], because: 'Whoever sees the line may know how much stock is held for it.' },
    }),
    shipped: quantity({
      label: { zh: '已出库', en: 'Shipped' },
      formula: "sum(shipmentLines.quantity, shipment.status = 'shipped')",
      reveals: { fields: ['shipmentLines'], because: 'Whoever sees the line may know how much of it has left.' },
    }),
    planned: quantity({
      label: { zh: '出货中', en: 'In shipment' },
      formula: "sum(shipmentLines.quantity, shipment.status = 'draft')",
      reveals: { fields: ['shipmentLines'], because: 'Whoever sees the line may know how much of it is being picked.' },
    }),
    waiting: quantity({ label: { zh: '待分配', en: 'Waiting' }, formula: 'greatest(0, quantity - reserved - shipped)' }),
    unplanned: quantity({ label: { zh: '待通知发货', en: 'To be picked' }, formula: 'greatest(0, reserved - planned)' }),
  },

  screens: {
    list: [
      'product',
      'description',
      'spec',
      'quantity',
      'unitPrice',
      'taxRate',
      'amount',
      'tax',
      'total',
      'margin',
      'reserved',
      'shipped',
      'waiting',
    ],
    beside: {
      available: {
        label: { zh: '可用库存', en: 'Available' },
        of: 'stockBalance',
        show: 'free',
        where: { product: ref('product'), warehouse: ref('order.warehouse') },
        before: 'quantity',
      },
      unit: { label: { zh: '单位', en: 'Unit' }, of: 'product', show: 'unit', where: { id: ref('product') }, before: 'unitPrice' },
    },
  },
})
