import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../api/client.js'
import { currentUser, locale, switchTo, systemRights } from '../api/session.js'
import { Icon } from '../parts/icon.js'
import { pagePath } from '../parts/paths.js'
import { Popover } from '../parts/popover.js'
import { useStore } from '../parts/store.js'
import { useTexts } from '../texts/use-texts.js'

export function UserMenu(): ReactElement {
  const { t } = useTexts()
  const user = useStore(currentUser)
  const rights = useStore(systemRights)
  const face = (
    <>
      <span className="avatar" aria-hidden="true">
        {[...(user.name || user.login)][0]?.toUpperCase()}
      </span>
      <span className="user-name">{user.name || user.login}</span>
    </>
  )
  return (
    <Popover label={t('user.menu', { name: user.name || user.login })} align="right" face={face} className="user-button">
      {(close) => (
        <div className="menu">
          <p className="panel-title">{user.login}</p>
          <Link className="menu-item" to={pagePath('profile')} onClick={close}>
            <Icon name="user" />
            {t('profile.title')}
          </Link>
          {rights.includes('console') && (
            <a className="menu-item" href="/console">
              <Icon name="info" />
              {t('user.console')}
            </a>
          )}
          <LanguageSwitch />
          <button type="button" className="menu-item" onClick={() => void signOut()}>
            <Icon name="right" />
            {t('user.signOut')}
          </button>
        </div>
      )}
    </Popover>
  )
}

/** At once, without a reload: what is being typed stays. */
export function LanguageSwitch(): ReactElement {
  const { t } = useTexts()
  const spoken = useStore(locale)
  const other = spoken === 'en' ? 'zh-CN' : 'en'
  return (
    <button
      type="button"
      className="menu-item"
      onClick={() => void switchTo(other).catch(() => undefined)}
      lang={other}
      data-testid="language"
    >
      <Icon name="refresh" />
      {t('language.other')}
    </button>
  )
}

async function signOut(): Promise<void> {
  await call('/session', { method: 'DELETE' }).catch(() => undefined)
  window.location.assign('/admin/login')
}
