import { defineJob } from '#define'

/** Every night: what nobody can come back to any more is let go. */
export const forgetEnded = defineJob({
  name: 'forget-ended',
  label: { zh: '清理过期数据', en: 'Forget what has ended' },
  actsAs: 'platform',
  schedule: { cron: '15 3 * * *' },
  run: async ({ tools }) => {
    const { sessions, throttles, keys, uploads } = await tools.ended.forget()
    return { done: true, note: `${sessions} sessions, ${throttles} throttles, ${keys} keys, ${uploads} uploads` }
  },
})
