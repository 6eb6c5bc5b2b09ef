import { type ReactElement, useState } from 'react'
import { ApiError } from '../api/client.js'
import type { RecordView, Resource, Transition } from '../model/model.js'
import { Button } from '../parts/button.js'
import { notify } from '../shell/adapter.js'
import { textsNow, useTexts } from '../texts/use-texts.js'
import { takeTransition } from './take-transition.js'
import { TransitionDialog } from './transition-dialog.js'
import type { OpenActions, OpenTransition } from './use-open-actions.js'

interface TransitionsProps {
  readonly resource: Resource
  readonly record: RecordView
  /** Undefined until the server has said; then those it does not name are not for this visitor. */
  readonly open: OpenActions | undefined
  readonly reload: () => void
}

/** What may be done with the record from the state it is in; one that is blocked stays, and says why. */
export function Transitions({ resource, record, open, reload }: TransitionsProps): ReactElement | null {
  const [asking, setAsking] = useState<Transition>()
  const [busy, setBusy] = useState(false)
  const stateOf = (name: string) => open?.data.find((one) => one.name === name)
  const here = (resource.workflow?.transitions ?? []).filter(
    ({ name, from }) => from.includes(String(record.status)) && (open === undefined || stateOf(name) !== undefined),
  )
  const take = (transition: Transition) => {
    if (transition.ask.length > 0 || transition.confirm !== null || transition.tone === 'danger') return setAsking(transition)
    setBusy(true)
    void takeTransition({ resource, record, transition }, {})
      .then(reload, (error: unknown) => refused(error, reload))
      .finally(() => setBusy(false))
  }
  return (
    <>
      {here.map((transition) => (
        <TransitionButton
          key={transition.name}
          transition={transition}
          state={stateOf(transition.name)}
          busy={busy}
          onClick={() => take(transition)}
        />
      ))}
      {asking !== undefined && (
        <TransitionDialog
          resource={resource}
          record={record}
          transition={asking}
          onClose={() => setAsking(undefined)}
          onDone={() => (setAsking(undefined), reload())}
        />
      )}
    </>
  )
}

interface ButtonProps {
  readonly transition: Transition
  readonly state: OpenTransition | undefined
  readonly busy: boolean
  readonly onClick: () => void
}

function TransitionButton({ transition, state, busy, onClick }: ButtonProps): ReactElement {
  const { label } = useTexts()
  const blocked = state?.open === false
  const reason = state?.reason === null || state?.reason === undefined ? undefined : label(state.reason)
  return (
    <span className="transition" title={reason}>
      <Button look={transition.tone} disabled={blocked} busy={busy} onClick={onClick} data-transition={transition.name}>
        {label(transition.label)}
      </Button>
      {blocked && reason !== undefined && <span className="blocked-reason">{reason}</span>}
    </span>
  )
}

function refused(error: unknown, reload: () => void): void {
  if (!(error instanceof ApiError)) throw error
  notify(error.message || textsNow().t('error.network'), 'error')
  if (error.status === 409 || error.status === 412) reload()
}
