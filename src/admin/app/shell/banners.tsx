import type { ReactElement } from 'react'
import { servedModelVersion, signedOut } from '../api/client.js'
import { readSession } from '../api/session.js'
import { screenModel } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { useStore } from '../parts/store.js'
import { useTexts } from '../texts/use-texts.js'

/** Calm lines above the screen: the session is over, or the screens were changed meanwhile. */
export function Banners(): ReactElement {
  const { t } = useTexts()
  const served = useStore(servedModelVersion)
  const shown = useStore(screenModel).version
  const isOut = useStore(signedOut)
  const comeBack = () =>
    void readSession().then(
      () => signedOut.set(false),
      () => undefined,
    )
  return (
    <div className="banners">
      {isOut && (
        <div className="banner warning" role="alert">
          <span>{t('shell.signedOut')}</span>
          <a className="button" href="/admin/login" target="_blank" rel="noopener">
            {t('login.signIn')}
          </a>
          <Button onClick={comeBack}>{t('shell.signedInAgain')}</Button>
        </div>
      )}
      {served > shown && (
        <div className="banner info" role="status" data-testid="model-changed">
          <span>{t('shell.modelChanged')}</span>
          <Button icon="refresh" onClick={() => window.location.reload()}>
            {t('shell.refresh')}
          </Button>
        </div>
      )}
    </div>
  )
}
