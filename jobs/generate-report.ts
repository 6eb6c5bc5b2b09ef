import { defineJob } from '#define'

/** Writes the file of a report that somebody asked for, with the rows and fields they may read. */
export const generateReport = defineJob({
  name: 'generate-report',
  label: { zh: '生成报表', en: 'Generate report' },
  actsAs: 'platform',
  attempts: 3,
  deadline: { minutes: 15 },
  run: async ({ payload, tools }) => {
    await tools.reports.run(String(payload.run))
    return { done: true }
  },
})
