import { belongsTo, defineResource, from, integer, money, quantity, ref, text, unitPrice } from '#define'

/** How much of a product comes in, or by how much the book was wrong. */
export const stockAdjustmentLine = defineResource({
  name: 'stockAdjustmentLine',
  label: { zh: '库存调整明细', en: 'Stock adjustment line' },
  title: 'description',

  fields: {
    adjustment: belongsTo('stockAdjustment', { label: { zh: '库存调整单', en: 'Adjustment' }, required: true }),
    position: integer({ label: { zh: '行号', en: 'Line no.' }, place: true }),
    product: belongsTo('product', { label: { zh: '产品', en: 'Product' }, required: true, changeable: { 'adjustment.status': 'draft' } }),
    description: text({
      label: { zh: '品名', en: 'Description' },
      default: from('product.name'),
      changeable: { 'adjustment.status': 'draft' },
    }),
    spec: text({
      label: { zh: '规格型号', en: 'Specification' },
      length: 120,
      default: from('product.spec'),
      changeable: { 'adjustment.status': 'draft' },
    }),
    quantity: quantity({
      label: { zh: '数量', en: 'Quantity' },
      help: { zh: '更正时可为负数。', en: 'May be negative in a correction.' },
      required: true,
      changeable: { 'adjustment.status': 'draft' },
    }),
    unitCost: unitPrice({
      label: { zh: '单位成本', en: 'Unit cost' },
      min: 0,
      tags: ['cost'],
      default: from('product.cost'),
      changeable: { 'adjustment.status': 'draft' },
    }),
    value: money({ label: { zh: '金额', en: 'Value' }, formula: 'round(quantity * coalesce(unitCost, 0), 2)' }),
  },

  rules: {
    receivedAboveZero: {
      must: "adjustment.kind <> 'receive' or quantity > 0",
      at: 'quantity',
      message: { zh: '入库数量必须大于零。', en: 'What comes in must be above zero.' },
    },
    notZero: { must: 'quantity <> 0', at: 'quantity', message: { zh: '数量不能为零。', en: 'The quantity cannot be zero.' } },
  },

  screens: {
    list: ['product', 'description', 'spec', 'quantity', 'unitCost', 'value'],
    beside: {
      onHand: {
        of: 'stockBalance',
        show: 'onHand',
        where: { product: ref('product'), warehouse: ref('adjustment.warehouse') },
        before: 'quantity',
      },
      unit: { label: { zh: '单位', en: 'Unit' }, of: 'product', show: 'unit', where: { id: ref('product') }, before: 'unitCost' },
    },
  },
})
