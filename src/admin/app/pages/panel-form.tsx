import { type FormEvent, type ReactElement, type ReactNode, useState } from 'react'
import { ApiError } from '../api/client.js'
import { Button } from '../parts/button.js'
import { useReason } from '../parts/states.js'

interface PanelFormProps {
  readonly button: string
  readonly look?: 'primary' | 'neutral' | 'danger'
  readonly children?: ReactNode
  /** @throws ApiError shown above the button */
  readonly onSubmit: () => Promise<void>
}

/** A few inputs and one button that says why it did not work. */
export function PanelForm({ button, look = 'neutral', children, onSubmit }: PanelFormProps): ReactElement {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    onSubmit()
      .catch((problem: unknown) => {
        if (!(problem instanceof ApiError)) throw problem
        setError(problem)
      })
      .finally(() => setBusy(false))
  }
  return (
    <form className="panel-form" onSubmit={submit}>
      {children}
      {error !== undefined && <Reason error={error} />}
      <Button type="submit" look={look} busy={busy}>
        {button}
      </Button>
    </form>
  )
}

function Reason({ error }: { readonly error: ApiError }): ReactElement {
  const reason = useReason(error)
  const details = error.errors.map(({ message }) => message).join(' ')
  return (
    <p className="error-text" role="alert">
      {details === '' ? reason : details}
    </p>
  )
}

interface PanelInputProps {
  readonly label: string
  readonly type?: string
  readonly value: string
  readonly autoComplete?: string
  readonly onChange: (value: string) => void
}

export function PanelInput({ label, type = 'text', value, autoComplete = 'off', onChange }: PanelInputProps): ReactElement {
  return (
    <label className="field">
      <span className="label">{label}</span>
      <input type={type} value={value} required autoComplete={autoComplete} onChange={(event) => onChange(event.target.value)} />
    </label>
  )
}
