import type { ReactElement } from 'react'
import { currentUser, roleLabels } from '../api/session.js'
import { useStore } from '../parts/store.js'
import { useTitle } from '../parts/use-title.js'
import { LanguageSwitch } from '../shell/user-menu.js'
import { useTexts } from '../texts/use-texts.js'
import { OtpPanel } from './otp-panel.js'
import { PasswordPanel } from './password-panel.js'
import { SessionsPanel } from './sessions-panel.js'
import { TokensPanel } from './tokens-panel.js'

export function ProfileScreen(): ReactElement {
  const { t, label } = useTexts()
  const user = useStore(currentUser)
  const roles = useStore(roleLabels)
  useTitle(t('profile.title'))
  return (
    <div className="narrow-screen" data-testid="profile">
      <header className="screen-head">
        <h1>{t('profile.title')}</h1>
      </header>
      <section className="section" aria-label={t('profile.me')}>
        <h2>{t('profile.me')}</h2>
        <dl className="facts">
          <div>
            <dt>{t('profile.name')}</dt>
            <dd>{user.name}</dd>
          </div>
          <div>
            <dt>{t('login.login')}</dt>
            <dd>{user.login}</dd>
          </div>
          <div>
            <dt>{t('profile.roles')}</dt>
            <dd>{roles.map(label).join(' · ') || '—'}</dd>
          </div>
          <div>
            <dt>{t('profile.language')}</dt>
            <dd>
              <LanguageSwitch />
            </dd>
          </div>
        </dl>
      </section>
      <PasswordPanel />
      <OtpPanel />
      <SessionsPanel />
      <TokensPanel />
    </div>
  )
}
