import { type ReactElement, useState } from 'react'
import { call } from '../api/client.js'
import { type Loaded, useLoad } from '../api/load.js'
import { Button } from '../parts/button.js'
import { DateInput } from '../parts/date-input.js'
import { useTexts } from '../texts/use-texts.js'
import { PanelForm, PanelInput } from './panel-form.js'

interface Token {
  readonly id: string
  readonly name: string
  readonly expiresOn?: string | null
  readonly expiresAt?: string | null
}

/** Tokens for scripts: each acts as its owner and is shown once. */
export function TokensPanel(): ReactElement {
  const { t } = useTexts()
  const list = useLoad('tokens', (signal) => call<{ readonly data: readonly Token[] }>('/tokens', { signal }))
  const [name, setName] = useState('')
  const [until, setUntil] = useState('')
  const [shown, setShown] = useState<string>()
  const make = async () => {
    const { token } = await call<{ readonly token: string }>('/tokens', {
      method: 'POST',
      body: { name, ...(until !== '' && { expiresOn: until }) },
    })
    setShown(token)
    setName('')
    list.reload()
  }
  return (
    <section className="section" aria-label={t('tokens.title')}>
      <h2>{t('tokens.title')}</h2>
      <p className="muted">{t('tokens.hint')}</p>
      {shown !== undefined && (
        <p className="banner info" role="status">
          <span>{t('tokens.once')}</span> <code className="secret">{shown}</code>
        </p>
      )}
      <TokenList list={list} />
      <PanelForm button={t('tokens.make')} onSubmit={make}>
        <PanelInput label={t('tokens.name')} value={name} onChange={setName} />
        <div className="field">
          <label className="label" htmlFor="expires">
            {t('tokens.expires')}
          </label>
          <DateInput value={until} onChange={setUntil} common={{ id: 'expires' }} />
        </div>
      </PanelForm>
    </section>
  )
}

function TokenList({ list }: { readonly list: Loaded<{ readonly data: readonly Token[] }> }): ReactElement {
  const { t } = useTexts()
  const revoke = (id: string) => void call(`/tokens/${id}`, { method: 'DELETE' }).then(list.reload)
  return (
    <ul className="plain-list">
      {list.data?.data.map((token) => (
        <li key={token.id}>
          <span className="grow">{token.name}</span>
          <span className="muted">{token.expiresOn ?? token.expiresAt?.slice(0, 10) ?? ''}</span>
          <Button onClick={() => revoke(token.id)}>{t('tokens.revoke')}</Button>
        </li>
      ))}
    </ul>
  )
}
