import type { ReactElement } from 'react'
import { decimalOf } from '../../../kernel/decimal.js'
import { isNumeric, type Report, type ReportColumn, type Values } from '../model/model.js'
import { Chart } from '../parts/chart.js'
import { numberText, plainText } from '../parts/format.js'
import { Empty } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'

/** A finished run, as its file has it. */
export interface ReportRows {
  /** Those its asker may read. */
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly Values[]
  readonly totals: Values
}

const shownAtMost = 500
const drawnAtMost = 12
const daysAtMost = 31

export function ReportTable({ report: whole, found }: { readonly report: Report; readonly found: ReportRows }): ReactElement {
  const { t, label } = useTexts()
  const { rows, totals } = found
  const report = { ...whole, columns: whole.columns.filter(({ name }) => found.columns.some((column) => column.name === name)) }
  if (rows.length === 0) return <Empty title={t('reports.empty')} hint={t('reports.emptyHint')} />
  return (
    <>
      {report.chart !== null && <ReportChart report={report} rows={rows} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="table-scroll report-rows" tabIndex={0} aria-label={label(report.label)} data-testid="report-rows">
        <table className="table">
          <ReportHead columns={report.columns} />
          <tbody>
            {rows.slice(0, shownAtMost).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no other name
              <tr key={index}>
                {report.columns.map((column) => (
                  <td key={column.name} className={isNumeric(column.kind) ? 'number' : undefined}>
                    <ReportCell column={column} value={row[column.name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {report.columns.some(({ total }) => total) && <ReportTotals columns={report.columns} totals={totals} />}
        </table>
      </section>
      <p className="muted report-note">
        {rows.length > shownAtMost ? t('reports.cut', { shown: shownAtMost, count: rows.length }) : t('list.count', { count: rows.length })}
      </p>
    </>
  )
}

function ReportHead({ columns }: { readonly columns: readonly ReportColumn[] }): ReactElement {
  const { label } = useTexts()
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.name} scope="col" className={isNumeric(column.kind) ? 'number' : undefined}>
            {label(column.label)}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function ReportCell({ column, value }: { readonly column: ReportColumn; readonly value: unknown }): ReactElement {
  const { locale } = useTexts()
  return <>{plainText(column, value, locale) || '—'}</>
}

interface TotalsProps {
  readonly columns: readonly ReportColumn[]
  readonly totals: Values
}

function ReportTotals({ columns, totals }: TotalsProps): ReactElement {
  const { t, locale } = useTexts()
  return (
    <tfoot>
      <tr>
        {columns.map((column, index) => (
          <td key={column.name} className={isNumeric(column.kind) ? 'number' : undefined}>
            {column.total ? plainText(column, totals[column.name], locale) : index === 0 && t('total')}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

function ReportChart({ report, rows }: { readonly report: Report; readonly rows: readonly Values[] }): ReactElement | null {
  const { t, label, locale } = useTexts()
  const x = report.columns.find(({ name }) => name === report.chart?.x)
  const y = report.columns.find(({ name }) => name === report.chart?.y)
  if (x === undefined || y === undefined) return null
  const points = rows.map((row) => ({ label: plainText(x, row[x.name], locale), value: String(row[y.name] ?? '0') }))
  const isTime = x.kind === 'date' || x.kind === 'instant'
  const drawn = isTime
    ? points.slice(-daysAtMost)
    : [...points].sort((one, other) => decimalOf(other.value).comparedTo(one.value)).slice(0, drawnAtMost)
  return (
    <section className="section">
      <Chart title={`${label(y.label)} · ${label(x.label)}`} points={drawn} show={(value) => numberText(y, value)} />
      {drawn.length < points.length && <p className="muted">{t('reports.drawn', { shown: drawn.length, count: points.length })}</p>}
    </section>
  )
}
