import { type ReactElement, useState } from 'react'
import { call } from '../api/client.js'
import { useLoad } from '../api/load.js'
import { notify } from '../shell/adapter.js'
import { useTexts } from '../texts/use-texts.js'
import { PanelForm, PanelInput } from './panel-form.js'

interface Started {
  readonly secret: string
  readonly uri: string
}

/** The second factor: begin, confirm with a first code, keep the recovery codes; once it is on, take it away. */
export function OtpPanel(): ReactElement {
  const { t } = useTexts()
  const state = useLoad('otp', (signal) => call<{ readonly on: boolean }>('/otp', { signal }))
  const [started, setStarted] = useState<Started>()
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<readonly string[]>()
  const confirm = async () => {
    const { recoveryCodes } = await call<{ readonly recoveryCodes: readonly string[] }>('/otp/confirm', { method: 'POST', body: { code } })
    setCodes(recoveryCodes)
    setStarted(undefined)
    setCode('')
    state.reload()
  }
  const removed = () => {
    setCodes(undefined)
    state.reload()
  }
  return (
    <section className="section" aria-label={t('otp.title')}>
      <h2>{t('otp.title')}</h2>
      <p className="muted">{t('otp.hint')}</p>
      {codes !== undefined && <RecoveryCodes codes={codes} />}
      {state.data?.on === true && <RemoveOtp onRemoved={removed} />}
      {state.data?.on === false && started === undefined && (
        <PanelForm button={t('otp.begin')} onSubmit={async () => setStarted(await call<Started>('/otp', { method: 'POST' }))} />
      )}
      {started !== undefined && (
        <PanelForm button={t('otp.confirm')} look="primary" onSubmit={confirm}>
          <p>{t('otp.enterSecret')}</p>
          <p>
            <code className="secret">{started.secret}</code> <a href={started.uri}>{t('otp.openApp')}</a>
          </p>
          <PanelInput label={t('login.code')} value={code} autoComplete="one-time-code" onChange={setCode} />
        </PanelForm>
      )}
    </section>
  )
}

function RemoveOtp({ onRemoved }: { readonly onRemoved: () => void }): ReactElement {
  const { t } = useTexts()
  const [password, setPassword] = useState('')
  const remove = async () => {
    await call('/otp', { method: 'DELETE', body: { password } })
    notify(t('otp.removed'))
    onRemoved()
  }
  const input = { type: 'password', autoComplete: 'current-password', value: password, onChange: setPassword }
  return (
    <>
      <p>{t('otp.isOn')}</p>
      <details>
        <summary>{t('otp.remove')}</summary>
        <PanelForm button={t('otp.remove')} look="danger" onSubmit={remove}>
          <PanelInput label={t('profile.current')} {...input} />
        </PanelForm>
      </details>
    </>
  )
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }): ReactElement {
  const { t } = useTexts()
  return (
    <div className="banner info" role="status">
      <div>
        <p>{t('otp.recovery')}</p>
        <ul className="codes">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
