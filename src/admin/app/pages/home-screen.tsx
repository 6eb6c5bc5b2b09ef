import type { ReactElement } from 'react'
import { Link } from 'react-router-dom'
import { currentUser } from '../api/session.js'
import { useModel } from '../model/model-store.js'
import { Chart } from '../parts/chart.js'
import { numberText } from '../parts/format.js'
import { Icon } from '../parts/icon.js'
import { listPath, newPath, pagePath } from '../parts/paths.js'
import { Empty, Failure, Loading } from '../parts/states.js'
import { useStore } from '../parts/store.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'
import { useAlerts } from './alerts.js'
import { AlertList } from './alerts-screen.js'
import { type Draft, type Overview, useHome, type Waiting } from './use-home.js'

/** Where the day starts: what waits for me, what is wrong, what I began, how much there is of everything. */
export function HomeScreen(): ReactElement {
  const { t } = useTexts()
  const user = useStore(currentUser)
  const home = useHome()
  useTitle(t('home.title'))
  return (
    <div className="home" data-testid="home">
      <header className="screen-head">
        <h1>{t('home.hello', { name: user.name || user.login })}</h1>
        <span className="grow" />
        <QuickNew />
      </header>
      {home.error !== undefined && <Failure error={home.error} retry={home.reload} />}
      {home.error === undefined && home.data === undefined && <Loading />}
      {home.data !== undefined && <WaitingCards waiting={home.data.waiting} />}
      <div className="home-columns">
        <AlertPanel />
        {home.data !== undefined && <Drafts drafts={home.data.drafts} />}
        {home.data?.overviews.map((overview) => (
          <OverviewPanel key={overview.resource.name} overview={overview} />
        ))}
      </div>
    </div>
  )
}

/** The first things this user makes. */
function QuickNew(): ReactElement {
  const { t, label } = useTexts()
  const makes = [...useModel().resources.values()].filter(
    ({ can, screens, workflow }) => can.has('create') && screens.menu !== null && workflow !== null,
  )
  return (
    <div className="row wrap">
      {makes.slice(0, 3).map((resource) => (
        <Link key={resource.name} className="button neutral" to={newPath(resource.name)}>
          <Icon name="plus" />
          <span>{t('home.new', { name: label(resource.label) })}</span>
        </Link>
      ))}
    </div>
  )
}

function WaitingCards({ waiting }: { readonly waiting: readonly Waiting[] }): ReactElement {
  const { t, label } = useTexts()
  return (
    <section aria-label={t('home.waiting')} className="waiting">
      <h2>{t('home.waiting')}</h2>
      {waiting.length === 0 && <Empty title={t('home.nothingWaits')} hint={t('home.nothingWaitsHint')} />}
      <div className="stat-cards">
        {waiting.map(({ resource, state, count }) => (
          <Link
            key={`${resource.name}-${state.value}`}
            className="stat-card"
            to={listPath(resource.name, { status: [state.value] })}
            data-testid="waiting"
          >
            <span className="stat-number">{count.toLocaleString('en-US')}</span>
            <span>{label(resource.label)}</span>
            <span className={`badge ${state.tone}`}>{label(state.label)}</span>
          </Link>
        ))}
      </div>
    </section>
  )
}

function AlertPanel(): ReactElement {
  const { t } = useTexts()
  const alerts = useAlerts('open', 6)
  return (
    <section className="section" aria-label={t('alerts.title')}>
      <h2>
        {t('alerts.title')}
        <Link className="section-link" to={pagePath('alerts')}>
          {t('home.showAll')}
        </Link>
      </h2>
      {alerts.error !== undefined && <Failure error={alerts.error} retry={alerts.reload} />}
      {alerts.error === undefined && (alerts.data === undefined ? <Loading lines={3} /> : <AlertList alerts={alerts.data} />)}
    </section>
  )
}

function Drafts({ drafts }: { readonly drafts: readonly Draft[] }): ReactElement | null {
  const { t, label } = useTexts()
  if (drafts.length === 0) return null
  return (
    <section className="section" aria-label={t('home.drafts')}>
      <h2>{t('home.drafts')}</h2>
      <ul className="plain-list">
        {drafts.map(({ resource, where, count }) => (
          <li key={resource.name}>
            <Link to={listPath(resource.name, where)}>{label(resource.label)}</Link>
            <span className="number">{count}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OverviewPanel({ overview: { resource, states, sum, month } }: { readonly overview: Overview }): ReactElement {
  const { t, label } = useTexts()
  const show = (value: string) => (sum === null ? Number(value).toLocaleString('en-US') : numberText(sum, value))
  const title =
    sum === null
      ? t('home.byState', { name: label(resource.label) })
      : t('home.sumByState', { name: label(resource.label), sum: label(sum.label) })
  const points = states.map(({ state, value }) => ({ label: label(state.label), value }))
  return (
    <section className="section" aria-label={title}>
      {month !== null && (
        <Link className="month" to={listPath(resource.name, month.where)} data-testid="month">
          <span className="stat-number">{show(month.value)}</span>
          <span className="muted">{t('home.thisMonth', { sum: label((sum ?? resource).label), day: label(month.on.label) })}</span>
        </Link>
      )}
      <Chart title={title} points={points} show={show} />
      <Link className="section-link" to={listPath(resource.name)}>
        {t('record.openList', { name: label(resource.label) })}
      </Link>
    </section>
  )
}
