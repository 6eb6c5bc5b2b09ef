import { defineJob } from '#define'

/** Looks at the alerts of records that were just written. */
export const raiseAlerts = defineJob({
  name: 'raise-alerts',
  label: { zh: '检查预警', en: 'Check alerts' },
  actsAs: 'platform',
  run: async ({ payload, tools, log }) => {
    const ids = Array.isArray(payload.ids) ? payload.ids.map(String) : []
    const { raised, closed } = await tools.alerts.check(String(payload.resource), ids)
    log('alerts checked', { resource: payload.resource, raised, closed })
    return { done: true, note: `${raised} raised, ${closed} closed` }
  },
})
