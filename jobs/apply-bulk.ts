import { defineJob } from '#define'

/** Does one thing to many records, on behalf of who asked for it. */
export const applyBulk = defineJob({
  name: 'apply-bulk',
  label: { zh: '批量操作', en: 'Apply in bulk' },
  actsAs: 'platform',
  attempts: 3,
  deadline: { minutes: 30 },
  run: async ({ payload, tools }) => {
    await tools.bulk.run(String(payload.run))
    return { done: true }
  },
})
