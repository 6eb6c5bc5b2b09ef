import { type ReactElement, useState } from 'react'
import { useNavigate } from 'react-router-dom'
import { ApiError, call } from '../api/client.js'
import { trailOf } from '../list/trail.js'
import type { RecordView, Resource } from '../model/model.js'
import { Button, IconButton } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { Problem } from '../parts/states.js'
import { notify } from '../shell/adapter.js'
import { useTexts } from '../texts/use-texts.js'

interface RemoveProps {
  readonly resource: Resource
  readonly record: RecordView
}

/** Asks first; when something still refers to the record, the server says what. */
export function RemoveButton(props: RemoveProps): ReactElement {
  const { t } = useTexts()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <IconButton icon="trash" label={t('record.remove')} onClick={() => setAsking(true)} />
      {asking && <RemoveDialog {...props} onClose={() => setAsking(false)} />}
    </>
  )
}

function RemoveDialog({ resource, record, onClose }: RemoveProps & { readonly onClose: () => void }): ReactElement {
  const { t, label } = useTexts()
  const navigate = useNavigate()
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
      <Button onClick={onClose}>{t('back')}</Button>
      <Button look="danger" onClick={() => void remove()}>
        {t('record.remove')}
      </Button>
    </>
  )
  const name = `${label(resource.label)} ${String(record[resource.title] ?? '')}`
  return (
    <Dialog title={t('record.removeTitle', { name })} onClose={onClose} actions={actions}>
      <p>{t('record.removeHint')}</p>
      {problem !== undefined && <Problem text={problem} />}
    </Dialog>
  )
}
