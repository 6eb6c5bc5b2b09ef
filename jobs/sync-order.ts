import { defineJob } from '#define'

/** Approved, or ended after that; and whatever the outside system may have heard of. */
const due = { or: [{ status: ['approved', 'closed'] }, { syncState: { not: 'none' } }] }

/** Sends an order to the outside system; the key makes a repeated delivery harmless there. What it never heard of and will not get is left out. */
export const syncOrder = defineJob({
  name: 'sync-order',
  label: { zh: '同步订单', en: 'Sync order' },
  actsAs: 'platform',
  attempts: 8,
  deadline: { seconds: 30 },
  run: async ({ payload, tools, key }) => {
    const id = String(payload.id)
    const { data } = await tools.records.list('order', { where: { id, ...due }, fields: ['status'], size: 1 })
    return data.length === 0 ? { done: true, note: 'not due' } : tools.sync.send('orderSync', id, key)
  },
})
