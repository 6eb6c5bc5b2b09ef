import { defineJob } from '#define'

/** Runs that were given up are ended, and files of exports and reports go after a week. */
export const sweepRuns = defineJob({
  name: 'sweep-runs',
  label: { zh: '清理报表与导出', en: 'Sweep runs' },
  actsAs: 'platform',
  schedule: { every: { minutes: 5 } },
  run: async ({ tools }) => {
    const { ended, forgotten } = await tools.runs.sweep()
    return { done: true, note: `${ended} ended, ${forgotten} forgotten` }
  },
})
