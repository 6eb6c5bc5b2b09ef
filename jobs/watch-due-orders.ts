import { defineJob } from '#define'

/** An order becomes late because a day has passed, without anybody writing it: so all are looked at every hour. */
export const watchDueOrders = defineJob({
  name: 'watch-due-orders',
  label: { zh: '订单交期检查', en: 'Watch due orders' },
  actsAs: 'platform',
  schedule: { cron: '5 * * * *' },
  deadline: { minutes: 10 },
  run: async ({ tools }) => {
    const { raised, closed } = await tools.alerts.check('order')
    return { done: true, note: `${raised} raised, ${closed} closed` }
  },
})
