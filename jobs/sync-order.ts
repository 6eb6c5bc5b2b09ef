import { defineJob } from '#define'

/** Sends an order to the outside system; the key makes a repeated delivery harmless there. */
export const syncOrder = defineJob({
  name: 'sync-order',
  label: { zh: '同步订单', en: 'Sync order' },
  actsAs: 'platform',
  attempts: 8,
  deadline: { seconds: 30 },
  run: ({ payload, tools, key }) => tools.sync.send('orderSync', String(payload.id), key),
})
