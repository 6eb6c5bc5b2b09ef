import type { ReactElement } from 'react'
import type { Resource } from '../model/model.js'
import { useTexts } from '../texts/use-texts.js'

type Workflow = NonNullable<Resource['workflow']>

/** The usual way through the states, with where the record stands. Off that way it shows where it began and where it ended: the timeline tells how far it came. */
export function Steps({ workflow, status }: { readonly workflow: Workflow; readonly status: string }): ReactElement {
  const { t, label } = useTexts()
  const isOff = workflow.states.some(({ value, tone }) => value === status && tone === 'danger')
  const onWay = workflow.states.filter(({ value, tone }, index) => (isOff ? index === 0 || value === status : tone !== 'danger'))
  const at = onWay.findIndex(({ value }) => value === status)
  return (
    <ol className="steps" aria-label={t('record.steps')} data-testid="steps">
      {onWay.map((state, index) => (
        <li key={state.value} className={index < at ? 'past' : index === at ? 'here' : ''} aria-current={index === at ? 'step' : undefined}>
          <span className="step-dot" aria-hidden="true" />
          {label(state.label)}
        </li>
      ))}
    </ol>
  )
}
