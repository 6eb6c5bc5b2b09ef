import {
  actor,
  answer,
  belongsTo,
  boolean,
  date,
  defineResource,
  from,
  hasMany,
  longText,
  money,
  percent,
  ref,
  select,
  sequence,
  stock,
  text,
  today,
} from '#define'
import { notices } from './order.notices.js'

/** The shipment of what is reserved and in no shipment yet. */
const toShip = {
  set: { order: ref('id'), customer: ref('customer'), warehouse: ref('warehouse'), address: ref('address') },
  lines: {
    each: 'lines',
    where: { unplanned: { gt: 0 } },
    set: { orderLine: ref('id'), product: ref('product'), description: ref('description'), spec: ref('spec'), quantity: ref('unplanned') },
  },
} as const

/** All but removing: what was approved is cancelled or closed, and stays. */
const leading = [
  'read',
  'create',
  'update',
  'export',
  'import',
  'print',
  'submit',
  'reject',
  'approve',
  'allocate',
  'cancel',
  'close',
] as const

/** A customer's commitment to buy. Stock is reserved when it is approved and leaves when it ships. */
export const order = defineResource({
  name: 'order',
  label: { zh: '销售订单', en: 'Sales order' },
  title: 'number',
  area: 'sales',

  fields: {
    number: sequence({ label: { zh: '订单号', en: 'Order number' }, pattern: 'SO{yyyy}{MM}{dd}-{0000}', dated: 'placedOn' }),
    customer: belongsTo('customer', {
      label: { zh: '客户', en: 'Customer' },
      required: true,
      where: { status: 'active' },
      changeable: 'draft',
    }),
    owner: belongsTo('user', {
      label: { zh: '业务员', en: 'Sales rep' },
      default: from('customer.owner'),
      changeable: ['draft', 'submitted', 'approved'],
    }),
    placedOn: date({ label: { zh: '下单日期', en: 'Order date' }, required: true, default: today, changeable: 'draft' }),
    dueOn: date({ label: { zh: '交货日期', en: 'Due date' }, required: true, changeable: ['draft', 'submitted', 'approved'] }),
    warehouse: belongsTo('warehouse', {
      label: { zh: '发货仓库', en: 'Warehouse' },
      required: true,
      where: { active: true },
      changeable: 'draft',
    }),
    terms: select({
      label: { zh: '结算方式', en: 'Payment terms' },
      default: from('customer.terms'),
      changeable: 'draft',
      options: [
        { value: 'prepaid', label: { zh: '款到发货', en: 'Prepaid' } },
        { value: 'cod', label: { zh: '货到付款', en: 'Cash on delivery' } },
        { value: 'net30', label: { zh: '月结 30 天', en: 'Net 30 days' } },
        { value: 'net60', label: { zh: '月结 60 天', en: 'Net 60 days' } },
        { value: 'monthly', label: { zh: '当月结清', en: 'End of month' } },
      ],
    }),
    address: text({
      label: { zh: '收货地址', en: 'Delivery address' },
      length: 300,
      default: from('customer.address'),
      changeable: ['draft', 'submitted', 'approved'],
    }),
    note: longText({ label: { zh: '备注', en: 'Notes' } }),
    lines: hasMany('orderLine', { label: { zh: '订单明细', en: 'Lines' }, owned: true, atLeast: 1, changeable: 'draft' }),
    shipments: hasMany('shipment', { label: { zh: '出货单', en: 'Shipments' } }),
    subtotal: money({ label: { zh: '未税金额', en: 'Net amount' }, formula: 'sum(lines.amount)' }),
    tax: money({ label: { zh: '税额', en: 'Tax' }, formula: 'sum(lines.tax)' }),
    total: money({ label: { zh: '价税合计', en: 'Total' }, formula: 'subtotal + tax' }),
    margin: money({ label: { zh: '毛利', en: 'Gross margin' }, formula: 'sum(lines.margin)', tags: ['cost'] }),
    shippedShare: percent({
      label: { zh: '发货进度', en: 'Shipped' },
      formula: 'sum(lines.shipped) / sum(lines.quantity)',
      reveals: { fields: ['lines'], because: 'How far an order has come is no secret of those who may see it.' },
    }),
    backordered: boolean({
      label: { zh: '缺货待补', en: 'Back-ordered' },
      formula: "status = 'approved' and sum(lines.waiting) > 0",
      reveals: { fields: ['lines', 'status'], because: 'Whoever may see an order may know that goods are missing for it.' },
    }),
    syncState: select({
      label: { zh: '同步状态', en: 'Sync' },
      help: { zh: '由系统在与外部系统同步时更新。', en: 'Updated by the platform when it sends the order to the outside system.' },
      changeable: false,
      default: 'none',
      options: [
        { value: 'none', label: { zh: '未同步', en: 'Not sent' } },
        { value: 'queued', label: { zh: '等待同步', en: 'Queued' }, tone: 'info' },
        { value: 'sent', label: { zh: '已同步', en: 'Sent' }, tone: 'success' },
        { value: 'failed', label: { zh: '同步失败', en: 'Failed' }, tone: 'danger' },
      ],
    }),
  },

  rules: {
    dueAfterPlaced: {
      must: { dueOn: { gte: ref('placedOn') } },
      at: 'dueOn',
      message: { zh: '交货日期不能早于下单日期。', en: 'Due before it was placed.' },
    },
  },

  scopes: {
    own: { owner: actor('id') },
    ownOpen: { owner: actor('id'), status: ['draft', 'submitted'] },
    notYetApproved: { status: ['draft', 'submitted'] },
    onceApproved: { status: ['approved', 'closed'] },
    waiting: { status: 'approved', backordered: true },
  },

  workflow: {
    states: [
      { value: 'draft', label: { zh: '草稿', en: 'Draft' }, tone: 'neutral' },
      { value: 'submitted', label: { zh: '待审核', en: 'Submitted' }, tone: 'warning' },
      { value: 'approved', label: { zh: '已审核', en: 'Approved' }, tone: 'info' },
      { value: 'closed', label: { zh: '已完结', en: 'Closed' }, tone: 'success' },
      { value: 'cancelled', label: { zh: '已取消', en: 'Cancelled' }, tone: 'danger' },
    ],
    transitions: {
      submit: {
        label: { zh: '提交审核', en: 'Submit' },
        from: 'draft',
        to: 'submitted',
        notify: notices.submitted,
        tone: 'primary',
      },
      reject: {
        label: { zh: '驳回', en: 'Reject' },
        from: 'submitted',
        to: 'draft',
        ask: { reason: text({ label: { zh: '驳回原因', en: 'Reason' }, required: true }) },
        notify: notices.rejected,
        tone: 'danger',
      },
      approve: {
        label: { zh: '审核通过', en: 'Approve' },
        from: 'submitted',
        to: 'approved',
        ask: {
          shortage: select({
            label: { zh: '库存不足时', en: 'When stock is short' },
            required: true,
            default: 'backorder',
            options: [
              { value: 'backorder', label: { zh: '缺货预订，到货后自动补足', en: 'Back-order what is missing' } },
              { value: 'refuse', label: { zh: '不审核', en: 'Do not approve' } },
            ],
          }),
        },
        requires: 'empty(customer.creditLimit) or customer.exposure + total <= customer.creditLimit',
        otherwise: { zh: '超出客户信用额度。', en: 'The order exceeds the customer’s credit limit.' },
        post: [stock('reserve', { lines: 'lines', place: 'warehouse', quantity: 'waiting', shortage: answer('shortage') })],
        make: { shipment: toShip },
        enqueue: ['sync-order'],
        notify: notices.approved,
        tone: 'primary',
      },
      allocate: {
        label: { zh: '分配库存', en: 'Allocate stock' },
        from: 'approved',
        to: 'approved',
        requires: 'backordered = true or sum(lines.unplanned) > 0',
        otherwise: { zh: '没有等待库存或待通知发货的明细。', en: 'No line waits for stock or for a shipment.' },
        post: [stock('reserve', { lines: 'lines', place: 'warehouse', quantity: 'waiting', shortage: 'backorder' })],
        make: { shipment: toShip },
      },
      cancel: {
        label: { zh: '取消订单', en: 'Cancel' },
        from: ['draft', 'submitted', 'approved'],
        to: 'cancelled',
        ask: { reason: text({ label: { zh: '取消原因', en: 'Reason' }, required: true }) },
        requires: 'coalesce(shippedShare, 0) = 0',
        otherwise: { zh: '订单已部分出库，请用“关闭”结束剩余部分。', en: 'Part of it has shipped; close what is left instead.' },
        post: [stock('release', { lines: 'lines', place: 'warehouse' })],
        then: { shipments: 'cancel' },
        enqueue: ['sync-order'],
        notify: notices.cancelled,
        tone: 'danger',
      },
      close: {
        label: { zh: '关闭', en: 'Close' },
        from: 'approved',
        to: 'closed',
        post: [stock('release', { lines: 'lines', place: 'warehouse' })],
        then: { shipments: 'cancel' },
        enqueue: ['sync-order'],
        confirm: { zh: '未出库的数量将不再发货，预留的库存会释放。', en: 'What has not shipped will not ship, and its stock is set free.' },
      },
      finish: {
        label: { zh: '全部出库完结', en: 'Finish' },
        from: 'approved',
        to: 'closed',
        requires: 'shippedShare >= 1',
        otherwise: { zh: '还有未出库的数量。', en: 'Not everything has shipped.' },
        then: { shipments: 'cancel' },
        enqueue: ['sync-order'],
      },
    },
  },

  permissions: {
    salesRep: {
      see: { can: ['read', 'export', 'print'], rows: 'own', hide: ['#cost'] },
      draft: { can: ['create', 'update', 'import', 'submit'], rows: 'ownOpen', hide: ['#cost'], presets: { owner: actor('id') } },
      drop: { can: ['remove'], rows: { owner: actor('id'), status: 'draft' }, hide: ['#cost'] },
    },
    salesLead: {
      lead: { can: leading, rows: 'all' },
      drop: { can: ['remove'], rows: 'notYetApproved' },
    },
    warehouse: { can: ['read', 'print'], rows: 'onceApproved', hide: ['#price', '#cost', 'terms', 'syncState'] },
    purchaser: {
      can: ['read'],
      rows: 'waiting',
      hide: ['#price', '#cost', 'customer', 'terms', 'syncState', 'owner', 'address', 'note', 'shipments'],
    },
    accountant: { can: ['read', 'export', 'print'], rows: 'all' },
    manager: { can: ['read', 'export', 'print'], rows: 'all' },
    admin: {
      lead: { can: leading, rows: 'all' },
      drop: { can: ['remove'], rows: 'notYetApproved' },
    },
    platform: { can: ['read', 'allocate'], rows: 'all' },
  },

  alerts: {
    lateToShip: {
      when: { status: 'approved', dueOn: { lt: today }, shippedShare: { lt: 1 } },
      severity: 'warning',
      notify: ['warehouse', 'salesLead'],
      message: { zh: '订单 {number} 应于 {dueOn} 发货，尚未发完。', en: 'Order {number} was due on {dueOn} and has not shipped in full.' },
    },
    shortOfStock: {
      when: { status: 'approved', backordered: true },
      severity: 'info',
      notify: ['salesRep', 'salesLead', 'purchaser'],
      message: { zh: '订单 {number} 缺货，待补货后自动分配。', en: 'Order {number} waits for stock.' },
    },
  },

  screens: {
    list: ['number', 'customer', 'placedOn', 'dueOn', 'status', 'total', 'shippedShare', 'owner', 'backordered'],
    filter: ['status', 'customer', 'placedOn', 'dueOn', 'owner', 'warehouse'],
    sort: '-placedOn,-number',
    form: {
      basics: ['customer', 'owner', 'placedOn', 'dueOn', 'warehouse', 'terms', 'address'],
      lines: ['lines'],
      amounts: ['subtotal', 'tax', 'total', 'margin'],
      more: ['note', 'syncState'],
    },
    sections: {
      basics: { zh: '基本信息', en: 'Basics' },
      lines: { zh: '订单明细', en: 'Lines' },
      amounts: { zh: '金额', en: 'Amounts' },
      more: { zh: '其他', en: 'More' },
    },
    highlights: ['customer', 'owner', 'total', 'shippedShare', 'backordered'],
    related: ['shipments'],
    board: { by: 'status', sum: 'total' },
    calendar: { on: 'dueOn' },
    print: ['orderConfirmation'],
    menu: 1,
  },
})
