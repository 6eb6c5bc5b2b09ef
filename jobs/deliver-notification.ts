import { defineJob } from '#define'

/** Brings a notification to its recipient by the ways they chose. */
export const deliverNotification = defineJob({
  name: 'deliver-notification',
  label: { zh: '发送通知', en: 'Deliver notification' },
  actsAs: 'platform',
  deadline: { seconds: 30 },
  run: async ({ payload, tools }) => {
    await tools.notify.deliver(String(payload.notification))
    return { done: true }
  },
})
