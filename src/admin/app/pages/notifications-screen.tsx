import { type ReactElement, useState } from 'react'
import { useEvents } from '../api/events.js'
import { Button } from '../parts/button.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'
import { NotificationList } from './notification-list.js'
import { markRead, useNotifications } from './notifications.js'

export function NotificationsScreen(): ReactElement {
  const { t } = useTexts()
  const [unreadOnly, setUnreadOnly] = useState(false)
  const list = useNotifications(50, unreadOnly)
  useEvents('notification', list.reload)
  useTitle(t('notifications.title'))
  return (
    <div className="narrow-screen">
      <header className="screen-head">
        <h1>{t('notifications.title')}</h1>
        <span className="grow" />
        <label className="row">
          <input type="checkbox" checked={unreadOnly} onChange={(event) => setUnreadOnly(event.target.checked)} />
          {t('notifications.unreadOnly')}
        </label>
        <Button icon="check" onClick={() => void markRead('all').then(list.reload)}>
          {t('notifications.readAll')}
        </Button>
      </header>
      <div className="section">
        <NotificationList list={list} />
        {list.cut && (
          <Button look="link" busy={list.loading} onClick={list.more}>
            {t('list.more')}
          </Button>
        )}
      </div>
    </div>
  )
}
