import { type ReactElement, useState } from 'react'
import { ApiError, call } from '../api/client.js'
import type { Field } from '../model/model.js'
import { useReason } from '../parts/states.js'
import { Value } from '../parts/value.js'
import { useTexts } from '../texts/use-texts.js'
import type { CommonAttributes } from './common-attributes.js'

interface FileProps {
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly common: CommonAttributes
}

/** Sends the file at once; the record keeps what the server calls it. */
export function FileInput({ field, value, onChange, common }: FileProps): ReactElement {
  const { t } = useTexts()
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<ApiError>()
  const send = (file: File | undefined) => {
    if (file === undefined) return
    setSending(true)
    setError(undefined)
    const body = new FormData()
    body.append('file', file)
    call<{ readonly id: string; readonly name: string }>('/files', { method: 'POST', body })
      .then(
        (sent) => onChange({ id: sent.id, label: sent.name ?? file.name }),
        (problem: unknown) => setError(problem instanceof ApiError ? problem : undefined),
      )
      .finally(() => setSending(false))
  }
  return (
    <div className="file-input">
      {value !== null && value !== undefined && <Value field={field} value={value} />}
      <input {...common} type="file" onChange={(event) => send(event.target.files?.[0])} />
      {sending && <span className="muted">{t('form.sending')}</span>}
      {error !== undefined && <FileError error={error} />}
    </div>
  )
}

function FileError({ error }: { readonly error: ApiError }): ReactElement {
  return <span className="error-text">{useReason(error)}</span>
}
