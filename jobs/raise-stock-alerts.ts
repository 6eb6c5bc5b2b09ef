import { defineJob } from '#define'

/** Looks at low and high stock: of the balances that changed, and every ten minutes of all, for limits that were changed on products. */
export const raiseStockAlerts = defineJob({
  name: 'raise-stock-alerts',
  label: { zh: '库存上下限预警', en: 'Stock alerts' },
  actsAs: 'platform',
  schedule: { every: { minutes: 10 } },
  run: async ({ payload, tools, log }) => {
    const balances = Array.isArray(payload.balances) ? payload.balances.map(String) : undefined
    const { raised, closed } = await tools.alerts.check('stockBalance', balances)
    log('stock alerts checked', { raised, closed })
    return { done: true, note: `${raised} raised, ${closed} closed` }
  },
})
