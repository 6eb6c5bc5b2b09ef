import { defineJob } from '#define'

/**
 * Works out computed values and search terms that the rows do not hold yet: what a publish left when it was interrupted, and once more what it
 * worked out while requests of the version before were still under way.
 */
export const deriveFields = defineJob({
  name: 'derive-fields',
  label: { zh: '补算字段', en: 'Work out fields' },
  actsAs: 'platform',
  schedule: { cron: '10 3 * * *' },
  deadline: { minutes: 60 },
  run: async ({ payload, tools, log }) => {
    const { changed } = await tools.derived.settle(Array.isArray(payload.fields) ? payload.fields.map(String) : [])
    if (changed > 0) log('rows worked out', { changed })
    return { done: true, note: `${changed} changed` }
  },
})
