import {
  actor,
  belongsTo,
  date,
  defineResource,
  from,
  hasMany,
  longText,
  money,
  quantity,
  ref,
  sequence,
  stock,
  text,
  today,
} from '#define'

/** What leaves the warehouse for an order: made as a notice when stock is reserved, posted when the goods go. */
export const shipment = defineResource({
  name: 'shipment',
  label: { zh: '出货单', en: 'Shipment' },
  title: 'number',
  area: 'sales',

  fields: {
    number: sequence({ label: { zh: '出货单号', en: 'Shipment number' }, pattern: 'SH{yyyy}{MM}{dd}-{0000}' }),
    order: belongsTo('order', {
      label: { zh: '销售订单', en: 'Sales order' },
      required: true,
      where: { status: 'approved' },
      changeable: 'draft',
    }),
    customer: belongsTo('customer', {
      label: { zh: '客户', en: 'Customer' },
      required: true,
      default: from('order.customer'),
      changeable: 'draft',
    }),
    warehouse: belongsTo('warehouse', {
      label: { zh: '发货仓库', en: 'Warehouse' },
      required: true,
      default: from('order.warehouse'),
      changeable: 'draft',
    }),
    address: text({ label: { zh: '收货地址', en: 'Delivery address' }, length: 300, default: from('order.address'), changeable: 'draft' }),
    shippedOn: date({ label: { zh: '出库日期', en: 'Shipped on' }, changeable: false }),
    carrier: text({ label: { zh: '承运商', en: 'Carrier' }, length: 60 }),
    trackingNumber: text({ label: { zh: '物流单号', en: 'Tracking number' }, length: 60, searchable: true }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
    lines: hasMany('shipmentLine', { label: { zh: '出货明细', en: 'Lines' }, owned: true, atLeast: 1, changeable: 'draft' }),
    totalQuantity: quantity({ label: { zh: '总数量', en: 'Total quantity' }, formula: 'sum(lines.quantity)' }),
    subtotal: money({ label: { zh: '未税金额', en: 'Net amount' }, formula: 'sum(lines.amount)' }),
    tax: money({ label: { zh: '税额', en: 'Tax' }, formula: 'sum(lines.tax)' }),
    total: money({ label: { zh: '价税合计', en: 'Total' }, formula: 'subtotal + tax' }),
  },

  rules: {
    asOrdered: {
      must: 'customer = order.customer and warehouse = order.warehouse',
      at: 'customer',
      message: { zh: '客户和发货仓库必须与销售订单一致。', en: 'Customer and warehouse are those of the order.' },
    },
  },

  scopes: {
    own: { 'order.owner': actor('id') },
    ofMyWarehouse: { warehouse: actor('warehouse') },
  },

  workflow: {
    states: [
      { value: 'draft', label: { zh: '待出库', en: 'To ship' }, tone: 'warning' },
      { value: 'shipped', label: { zh: '已出库', en: 'Shipped' }, tone: 'success' },
      { value: 'cancelled', label: { zh: '已取消', en: 'Cancelled' }, tone: 'danger' },
    ],
    transitions: {
      ship: {
        label: { zh: '确认出库', en: 'Ship' },
        from: 'draft',
        to: 'shipped',
        set: { shippedOn: today },
        post: [stock('issue', { lines: 'lines', place: 'warehouse', source: 'orderLine' })],
        make: {
          shipment: {
            from: 'order',
            set: { order: ref('id'), customer: ref('customer'), warehouse: ref('warehouse'), address: ref('address') },
            lines: {
              each: 'lines',
              where: { unplanned: { gt: 0 } },
              set: {
                orderLine: ref('id'),
                product: ref('product'),
                description: ref('description'),
                spec: ref('spec'),
                quantity: ref('unplanned'),
              },
            },
          },
        },
        then: { order: 'finish' },
        notify: [
          {
            users: ['order.owner'],
            message: { zh: '出货单 {number}（订单 {order}）已出库。', en: 'Shipment {number} of order {order} has left.' },
          },
        ],
        confirm: { zh: '出库后库存立即减少，不能撤销。', en: 'Stock leaves at once; this cannot be undone.' },
        tone: 'primary',
      },
      cancel: {
        label: { zh: '取消出货', en: 'Cancel shipment' },
        from: 'draft',
        to: 'cancelled',
        confirm: {
          zh: '货物不出库，库存仍为订单保留。需要再发货时，由销售主管在订单上“分配库存”。',
          en: 'Nothing leaves; the stock stays reserved for the order. To ship it after all, a sales lead allocates stock on the order.',
        },
        tone: 'danger',
      },
    },
  },

  permissions: {
    salesRep: { can: ['read', 'print'], rows: 'own' },
    salesLead: { can: ['read', 'export', 'print', 'cancel'], rows: 'all' },
    warehouse: { can: ['read', 'create', 'update', 'export', 'print', 'ship', 'cancel'], rows: 'all', hide: ['#price'] },
    accountant: { can: ['read', 'export', 'print'], rows: 'all' },
    manager: { can: ['read', 'export', 'print'], rows: 'all' },
    admin: {
      keep: { can: ['read', 'create', 'update', 'export', 'print', 'ship', 'cancel'], rows: 'all' },
      drop: { can: ['remove'], rows: { status: 'draft' } },
    },
    platform: { can: ['read'], rows: 'all' },
  },

  screens: {
    list: ['number', 'order', 'customer', 'warehouse', 'status', 'totalQuantity', 'shippedOn', 'carrier', 'trackingNumber'],
    filter: ['status', 'customer', 'warehouse', 'order', 'shippedOn'],
    form: {
      basics: ['order', 'customer', 'warehouse', 'address'],
      delivery: ['shippedOn', 'carrier', 'trackingNumber', 'note'],
      lines: ['lines'],
    },
    sections: {
      basics: { zh: '基本信息', en: 'Basics' },
      delivery: { zh: '物流', en: 'Delivery' },
      lines: { zh: '出货明细', en: 'Lines' },
    },
    highlights: ['totalQuantity', 'total', 'shippedOn'],
    board: { by: 'status', sum: 'totalQuantity' },
    print: ['deliveryNote'],
    menu: 2,
  },
})
