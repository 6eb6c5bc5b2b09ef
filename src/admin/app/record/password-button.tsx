import { type ReactElement, useState } from 'react'
import { ApiError, call } from '../api/client.js'
import { currentUser, systemRights } from '../api/session.js'
import type { RecordView, Resource } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { Refused } from '../parts/states.js'
import { useStore } from '../parts/store.js'
import { useTexts } from '../texts/use-texts.js'

/** On a user: gives them a password, for who manages users; one's own is changed in the profile. */
export function PasswordButton({ resource, record }: { readonly resource: Resource; readonly record: RecordView }): ReactElement | null {
  const { t } = useTexts()
  const [asking, setAsking] = useState(false)
  const rights = useStore(systemRights)
  const { id } = useStore(currentUser)
  if (resource.name !== 'user' || record.id === id || !rights.includes('manageUsers')) return null
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('password.set')}</Button>
      {asking && <PasswordDialog id={record.id} onClose={() => setAsking(false)} />}
    </>
  )
}

function PasswordDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactElement {
  const { t } = useTexts()
  const [made, setMade] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const [busy, setBusy] = useState(false)
  const make = async () => {
    setBusy(true)
    try {
      setMade((await call<{ readonly password: string }>(`/users/${id}/password`, { method: 'POST' })).password)
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const actions = (
    <>
      <Button onClick={onClose}>{made === undefined ? t('back') : t('done')}</Button>
      {made === undefined && (
        <Button look="primary" busy={busy} onClick={() => void make()} data-testid="confirm">
          {t('password.make')}
        </Button>
      )}
    </>
  )
  return (
    <Dialog title={t('password.set')} onClose={onClose} actions={actions}>
      {error !== undefined && <Refused error={error} />}
      {made === undefined ? (
        <p>{t('password.hint')}</p>
      ) : (
        <p role="status">
          {t('password.once')} <code className="secret">{made}</code>
        </p>
      )}
    </Dialog>
  )
}
