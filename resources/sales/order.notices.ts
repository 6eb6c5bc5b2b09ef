import type { Notice } from '#define'

/** Who hears what when an order moves on. */
export const notices = {
  submitted: [
    {
      roles: ['salesLead'],
      message: { zh: '订单 {number}（{customer}，{total} 元）待审核。', en: 'Order {number} ({customer}, {total}) waits for approval.' },
    },
  ],
  rejected: [
    {
      users: ['owner'],
      severity: 'warning',
      message: { zh: '订单 {number} 被驳回：{reason}', en: 'Order {number} was rejected: {reason}' },
    },
  ],
  approved: [
    { users: ['owner'], message: { zh: '订单 {number}（{customer}）已审核通过。', en: 'Order {number} ({customer}) was approved.' } },
    {
      roles: ['warehouse'],
      message: { zh: '订单 {number} 待出货，交货日期 {dueOn}。', en: 'Order {number} is to be shipped by {dueOn}.' },
    },
  ],
  cancelled: [
    {
      users: ['owner'],
      severity: 'warning',
      message: { zh: '订单 {number} 已取消：{reason}', en: 'Order {number} was cancelled: {reason}' },
    },
  ],
} satisfies Readonly<Record<string, readonly Notice[]>>
