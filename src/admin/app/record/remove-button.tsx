import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { ApiError, call } from '../api/client.js'
import { trailOf } from '../list/trail.js'
import type { RecordView, Resource } from '../model/model.js'
import { Button, IconButton } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { notify } from '../shell/adapter.js'
import { useTexts } from '../texts/use-texts.js'

/** Asks first; when something still refers to the record, the server says what. */
export function RemoveButton({ resource, record }: { readonly resource: Resource; readonly record: RecordView }): ReactElement {
  const { t, label } = useTexts()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<string>()
  const remove = async () => {
    try {
      await call(`/records/${resource.name}/${record.id}`, { method: 'DELETE', ifMatch: record.version })
      notify(t('record.removed'))
      navigate(trailOf(resource.name).from)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setProblem(error.message || t('error.network'))
    }
  }
  const actions = (
    <>
      <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
      <Button look="danger" onClick={() => void remove()}>
        {t('record.remove')}
      </Button>
    </>
  )
  return (
    <>
      <IconButton icon="trash" label={t('record.remove')} onClick={() => setAsking(true)} />
      {asking && (
        <Dialog title={t('record.removeTitle', { name: `${label(resource.label)} ${String(record[resource.title] ?? '')}` })} onClose={() => setAsking(false)} actions={actions}>
          <p>{t('record.removeHint')}</p>
          {problem !== undefined && (
            <p className="banner danger" role="alert">
              {problem}
            </p>
          )}
        </Dialog>
      )}
    </>
  )
}
