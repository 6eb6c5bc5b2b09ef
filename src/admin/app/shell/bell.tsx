import { type ReactElement, useState } from 'react'
import { Link } from 'react-router-dom'
import { useEvents } from '../api/events.js'
import { NotificationList } from '../pages/notification-list.js'
import { markRead, unreadCount, useNotifications, useUnread } from '../pages/notifications.js'
import { Button } from '../parts/button.js'
import { Icon } from '../parts/icon.js'
import { pagePath } from '../parts/paths.js'
import { Popover } from '../parts/popover.js'
import { useStore } from '../parts/store.js'
import { useTexts } from '../texts/use-texts.js'

/** The bell counts what the server says is unread; a new one arrives without a reload. */
export function Bell(): ReactElement {
  const { t } = useTexts()
  const unread = useStore(unreadCount)
  const [turn, setTurn] = useState(0)
  useUnread(turn)
  useEvents('notification', (data) => {
    if (typeof data === 'object' && data !== null && 'unread' in data) unreadCount.set(Number(data.unread))
    else setTurn((before) => before + 1)
  })
  const label = unread === 0 ? t('notifications.title') : t('notifications.count', { count: unread })
  const face = (
    <>
      <Icon name="bell" size={18} />
      {unread > 0 && (
        <span className="bell-count" data-testid="unread">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </>
  )
  return (
    <Popover label={label} iconOnly align="right" face={face} className="bell">
      {(close) => <BellPanel close={close} />}
    </Popover>
  )
}

function BellPanel({ close }: { readonly close: () => void }): ReactElement {
  const { t } = useTexts()
  const list = useNotifications(20)
  return (
    <div className="bell-panel">
      <div className="row">
        <p className="panel-title">{t('notifications.title')}</p>
        <span className="grow" />
        <Button look="link" onClick={() => void markRead('all').then(list.reload)}>
          {t('notifications.readAll')}
        </Button>
      </div>
      <NotificationList list={list} onOpen={close} />
      <Link to={pagePath('notifications')} className="panel-foot" onClick={close}>
        {t('notifications.showAll')}
      </Link>
    </div>
  )
}
