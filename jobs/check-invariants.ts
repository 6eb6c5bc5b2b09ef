import { defineJob } from '#define'

/** Every night the books are added up again: what does not agree is reported with the document that broke it. */
export const checkInvariants = defineJob({
  name: 'check-invariants',
  label: { zh: '账实核对', en: 'Check the books' },
  actsAs: 'platform',
  attempts: 2,
  schedule: { cron: '30 2 * * *' },
  deadline: { minutes: 30 },
  run: async ({ tools, log }) => {
    const { broken } = await tools.invariants.check()
    if (broken > 0) log('invariants broken', { broken })
    return { done: true, note: `${broken} broken` }
  },
})
