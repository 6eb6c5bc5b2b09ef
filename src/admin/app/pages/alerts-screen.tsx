import { type ReactElement, useState } from 'react'
import { Link } from 'react-router-dom'
import { useModel } from '../model/model-store.js'
import { Button } from '../parts/button.js'
import { instantText } from '../parts/format.js'
import { recordPath } from '../parts/paths.js'
import { Empty, Failure, Loading } from '../parts/states.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'
import { type Alert, useAlerts } from './alerts.js'

type State = 'open' | 'closed' | 'all'

/** Conditions that hold and need somebody; one closes by itself when its condition no longer holds. */
export function AlertsScreen(): ReactElement {
  const { t } = useTexts()
  const [state, setState] = useState<State>('open')
  const alerts = useAlerts(state, 50)
  useTitle(t('alerts.title'))
  return (
    <div className="narrow-screen">
      <header className="screen-head">
        <h1>{t('alerts.title')}</h1>
        {alerts.data !== undefined && (
          <span className="count">{t('list.count', { count: `${alerts.data.length}${alerts.cut ? '+' : ''}` })}</span>
        )}
        <span className="grow" />
        <fieldset className="segments">
          <legend className="sr-only">{t('alerts.state')}</legend>
          {(['open', 'closed', 'all'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={state === each} onClick={() => setState(each)}>
              {t(`alerts.${each}`)}
            </button>
          ))}
        </fieldset>
      </header>
      <div className="section">
        {alerts.error !== undefined && <Failure error={alerts.error} retry={alerts.reload} />}
        {alerts.error === undefined && alerts.data === undefined && <Loading />}
        {alerts.data !== undefined && <AlertList alerts={alerts.data} />}
        {alerts.cut && (
          <Button look="link" busy={alerts.loading} onClick={alerts.more}>
            {t('list.more')}
          </Button>
        )}
      </div>
    </div>
  )
}

export function AlertList({ alerts }: { readonly alerts: readonly Alert[] }): ReactElement {
  const { t } = useTexts()
  if (alerts.length === 0) return <Empty title={t('alerts.none')} hint={t('alerts.noneHint')} />
  return (
    <ul className="alerts" data-testid="alerts">
      {alerts.map((alert) => (
        <AlertLine key={alert.id} alert={alert} />
      ))}
    </ul>
  )
}

function AlertLine({ alert }: { readonly alert: Alert }): ReactElement {
  const { t, label } = useTexts()
  const resource = useModel().resources.get(alert.resource)
  const message = typeof alert.message === 'string' ? alert.message : label(alert.message)
  const tone = { info: 'info', warning: 'warning', critical: 'danger' }[alert.severity]
  return (
    <li className="alert">
      <span className={`badge ${tone}`}>{t(`alerts.${alert.severity}`)}</span>
      <span className="grow">
        {resource === undefined ? message : <Link to={recordPath(alert.resource, alert.recordId)}>{message}</Link>}
        {resource !== undefined && <span className="muted alert-kind">{label(resource.label)}</span>}
      </span>
      <time className="muted" dateTime={alert.raisedAt}>
        {instantText(alert.raisedAt)}
      </time>
    </li>
  )
}
