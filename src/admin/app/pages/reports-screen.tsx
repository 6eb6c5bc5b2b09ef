import { type ReactElement, useState } from 'react'
import { useSearchParams } from 'react-router-dom'
import type { Report } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Icon } from '../parts/icon.js'
import { Empty } from '../parts/states.js'
import { useTitle } from '../parts/use-title.js'
import { useTexts } from '../texts/use-texts.js'
import { ReportRun } from './report-run.js'

/** Every report this visitor may run; one is chosen, asked for its parameters, shown, and taken along as Excel. */
export function ReportsScreen(): ReactElement {
  const { t, label } = useTexts()
  const { reports } = useModel()
  const [parameters, setParameters] = useSearchParams()
  const [typed, setTyped] = useState('')
  const chosen = reports.find(({ name }) => name === parameters.get('report')) ?? reports[0]
  useTitle(chosen === undefined ? t('reports.title') : label(chosen.label))
  if (chosen === undefined) return <Empty title={t('reports.none')} hint={t('reports.noneHint')} />
  const wanted = typed.trim().toLowerCase()
  const shown = reports.filter(({ label: text }) => `${text.zh} ${text.en}`.toLowerCase().includes(wanted))
  return (
    <div className="reports">
      <aside className="report-list" aria-label={t('reports.title')}>
        <label className="search">
          <Icon name="search" />
          <input
            type="search"
            value={typed}
            placeholder={t('reports.search')}
            aria-label={t('reports.search')}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <ul>
          {shown.map((report) => (
            <ReportLink
              key={report.name}
              report={report}
              current={report === chosen}
              onOpen={() => setParameters({ report: report.name })}
            />
          ))}
        </ul>
      </aside>
      <ReportRun key={chosen.name} report={chosen} />
    </div>
  )
}

interface LinkProps {
  readonly report: Report
  readonly current: boolean
  readonly onOpen: () => void
}

function ReportLink({ report, current, onOpen }: LinkProps): ReactElement {
  const { label } = useTexts()
  return (
    <li>
      <button type="button" className="menu-item" aria-current={current ? 'page' : undefined} onClick={onOpen}>
        {label(report.label)}
      </button>
    </li>
  )
}
