import { defineJob } from '#define'

/** Writes the file of an export that somebody asked for, with the rows and fields they may read. */
export const exportRecords = defineJob({
  name: 'export-records',
  label: { zh: '导出记录', en: 'Export records' },
  actsAs: 'platform',
  attempts: 3,
  deadline: { minutes: 30 },
  run: async ({ payload, tools }) => {
    await tools.exports.run(String(payload.run))
    return { done: true }
  },
})
