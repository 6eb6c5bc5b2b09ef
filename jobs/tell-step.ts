import { defineJob } from '#define'

/** A transition was taken: tells those it names and who may read the record. */
export const tellStep = defineJob({
  name: 'tell-step',
  label: { zh: '通知单据进展', en: 'Tell of a step' },
  actsAs: 'platform',
  run: async ({ payload, tools, key }) => {
    await tools.notify.step(payload, key)
    return { done: true }
  },
})
