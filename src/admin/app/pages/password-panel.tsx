import { type ReactElement, useState } from 'react'
import { call, csrfToken } from '../api/client.js'
import { notify } from '../shell/adapter.js'
import { useTexts } from '../texts/use-texts.js'
import { PanelForm, PanelInput } from './panel-form.js'

/** A new password signs every other place out. */
export function PasswordPanel(): ReactElement {
  const { t } = useTexts()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = async () => {
    const { csrfToken: token } = await call<{ readonly csrfToken: string | null }>('/password', { method: 'POST', body: { current, next } })
    if (token !== null) csrfToken.set(token)
    setCurrent('')
    setNext('')
    notify(t('profile.passwordChanged'))
  }
  return (
    <section className="section" aria-label={t('profile.password')}>
      <h2>{t('profile.password')}</h2>
      <PanelForm button={t('profile.changePassword')} onSubmit={change}>
        <PanelInput label={t('profile.current')} type="password" autoComplete="current-password" value={current} onChange={setCurrent} />
        <PanelInput label={t('profile.next')} type="password" autoComplete="new-password" value={next} onChange={setNext} />
      </PanelForm>
    </section>
  )
}
