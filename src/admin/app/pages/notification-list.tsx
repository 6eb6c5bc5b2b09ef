import type { ReactElement } from 'react'
import { useNavigate } from 'react-router-dom'
import { base } from '../api/client.js'
import type { Loaded } from '../api/load.js'
import { instantText } from '../parts/format.js'
import { recordPath } from '../parts/paths.js'
import { Empty, Failure, Loading } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import { markRead, type Notification } from './notifications.js'

interface ListProps {
  readonly list: Loaded<readonly Notification[]>
  readonly onOpen?: () => void
}

/** By day, in the order they come in: unread first; a click reads one and goes to what it is about. */
export function NotificationList({ list, onOpen }: ListProps): ReactElement {
  const { t } = useTexts()
  const dayOf = ({ at, read }: Notification) => `${instantText(at).slice(0, 10)}${read ? '' : ` · ${t('notifications.unread')}`}`
  if (list.error !== undefined) return <Failure error={list.error} retry={list.reload} />
  if (list.data === undefined) return <Loading lines={4} />
  if (list.data.length === 0) return <Empty title={t('notifications.none')} />
  const { data } = list
  const days = [...new Set(data.map(dayOf))]
  return (
    <div className="notifications" data-testid="notifications">
      {days.map((day) => (
        <section key={day} aria-label={day}>
          <h3 className="day">{day}</h3>
          <ul>
            {data
              .filter((each) => dayOf(each) === day)
              .map((notification) => (
                <NotificationLine key={notification.id} notification={notification} onOpen={onOpen} reload={list.reload} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** Without leaving the page, whatever the server answers. */
function download(path: string): void {
  const link = document.createElement('a')
  link.href = path
  link.download = ''
  link.click()
}

interface LineProps {
  readonly notification: Notification
  readonly onOpen: (() => void) | undefined
  readonly reload: () => void
}

function NotificationLine({ notification, onOpen, reload }: LineProps): ReactElement {
  const { t } = useTexts()
  const navigate = useNavigate()
  const open = () => {
    if (!notification.read) void markRead([notification.id]).then(reload, () => undefined)
    onOpen?.()
    const { resource, recordId, severity } = notification
    if (resource === null || recordId === null) return
    if (resource !== 'run') navigate(recordPath(resource, recordId))
    else if (severity === 'info') download(`${base}/runs/${recordId}/file`)
  }
  return (
    <li>
      <button type="button" className={`notification ${notification.read ? '' : 'unread'}`} onClick={open}>
        <span className={`dot ${notification.severity}`} aria-hidden="true" />
        <span className="grow">
          {notification.text}
          {notification.body !== '' && notification.body !== notification.text && (
            <span className="notification-body">{notification.body}</span>
          )}
          {!notification.read && <span className="sr-only"> {t('notifications.unread')}</span>}
        </span>
        <time className="muted">{instantText(notification.at).slice(11)}</time>
      </button>
    </li>
  )
}
