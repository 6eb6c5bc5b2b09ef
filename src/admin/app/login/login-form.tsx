import { type ChangeEvent, type FormEvent, type ReactElement, useState } from 'react'
import type { Locale } from '../../../kernel/texts.js'
import { ApiError } from '../api/client.js'
import { openSession, speak } from '../api/session.js'
import { Button } from '../parts/button.js'
import { useReason } from '../parts/states.js'
import { storeOf } from '../parts/store.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'

interface Typed {
  readonly login: string
  readonly password: string
  readonly otp: string
}

/** Name and password, then a code when the server asks for one. */
export function LoginForm(): ReactElement {
  const { t } = useTexts()
  const [typed, setTyped] = useState<Typed>({ login: '', password: '', otp: '' })
  const [asksCode, setAsksCode] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  useTitle(t('login.signIn'))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    signIn(typed, asksCode)
      .catch((problem: unknown) => {
        if (!(problem instanceof ApiError)) throw problem
        const wantsCode = isCodeWanted(problem)
        setAsksCode(asksCode || wantsCode)
        setError(wantsCode && !asksCode ? undefined : problem)
      })
      .finally(() => setBusy(false))
  }
  const field = (name: keyof Typed) => ({
    value: typed[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped({ ...typed, [name]: event.target.value }),
  })
  return (
    <main className="login">
      <form className="login-card" onSubmit={submit}>
        <h1 className="brand">{t('brand')}</h1>
        <p className="muted">{t('login.welcome')}</p>
        {error !== undefined && <LoginError error={error} />}
        {asksCode ? <CodeField {...field('otp')} /> : <NameFields login={field('login')} password={field('password')} />}
        <Button look="primary" type="submit" busy={busy}>
          {t('login.signIn')}
        </Button>
        <OtherLanguage />
      </form>
    </main>
  )
}

interface Input {
  readonly value: string
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

function NameFields({ login, password }: { readonly login: Input; readonly password: Input }): ReactElement {
  const { t } = useTexts()
  return (
    <>
      <label className="field">
        <span className="label">{t('login.login')}</span>
        <input name="login" autoComplete="username" autoCapitalize="none" required {...login} />
      </label>
      <label className="field">
        <span className="label">{t('login.password')}</span>
        <input name="password" type="password" autoComplete="current-password" required {...password} />
      </label>
    </>
  )
}

function CodeField(input: Input): ReactElement {
  const { t } = useTexts()
  return (
    <label className="field">
      <span className="label">{t('login.code')}</span>
      {/* biome-ignore lint/a11y/noAutofocus: the only thing to do here */}
      <input autoFocus inputMode="numeric" autoComplete="one-time-code" required {...input} />
      <span className="help">{t('login.codeHint')}</span>
    </label>
  )
}

function LoginError({ error }: { readonly error: ApiError }): ReactElement {
  const { t } = useTexts()
  const reason = useReason(error)
  return (
    <p className="banner danger" role="alert">
      {error.status === 401 && error.message === '' ? t('login.wrong') : reason}
    </p>
  )
}

function OtherLanguage(): ReactElement {
  const { t, locale } = useTexts()
  const other = locale === 'en' ? 'zh-CN' : 'en'
  const change = () => {
    localStorage.setItem('language', other)
    chosen.set(other)
    speak(other)
  }
  return (
    <button type="button" className="button link" lang={other} onClick={change} data-testid="language">
      {t('language.other')}
    </button>
  )
}

const isCodeWanted = (error: ApiError): boolean => /otp|second-factor|code/.test(error.code)

/** Switched on this very page; what was chosen here another day is nobody's wish of now. */
const chosen = storeOf<Locale | undefined>(undefined)

async function signIn({ login, password, otp }: Typed, withCode: boolean): Promise<void> {
  await openSession(withCode ? { login, password, otp } : { login, password }, chosen.get())
  window.location.assign(nextPath())
}

/** Back to where one wanted to go, never to another host. */
function nextPath(): string {
  const next = new URLSearchParams(window.location.search).get('next') ?? '/admin'
  const url = new URL(next, window.location.origin)
  return url.origin === window.location.origin && /^\/(admin|console)(\/|$|\?)/.test(url.pathname)
    ? `${url.pathname}${url.search}`
    : '/admin'
}
