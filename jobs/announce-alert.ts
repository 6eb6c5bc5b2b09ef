import { defineJob } from '#define'

/** An alert was raised: tells those who are to know and may read the record. */
export const announceAlert = defineJob({
  name: 'announce-alert',
  label: { zh: '通知预警', en: 'Announce alert' },
  actsAs: 'platform',
  run: async ({ payload, tools }) => {
    await tools.alerts.announce(String(payload.alert))
    return { done: true }
  },
})
