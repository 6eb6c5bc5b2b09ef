import type { ReactElement } from 'react'
import { decimalOf } from '../../../kernel/decimal.js'
import { useTexts } from '../texts/use-texts.js'

export interface Point {
  readonly label: string
  /** A decimal as text. */
  readonly value: string
}

interface ChartProps {
  readonly title: string
  readonly points: readonly Point[]
  readonly show: (value: string) => string
}

/** Bars with their numbers beside them; the same as a table for those who would rather read. */
export function Chart({ title, points, show }: ChartProps): ReactElement {
  const { t } = useTexts()
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      {points.length === 0 ? <p className="muted">{t('chart.nothing')}</p> : <Bars points={points} show={show} />}
      <details className="chart-table">
        <summary>{t('chart.table')}</summary>
        <table>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={`${label} ${value}`}>
                <th scope="row">{label}</th>
                <td className="number">{show(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function Bars({ points, show }: Pick<ChartProps, 'points' | 'show'>): ReactElement {
  const sizes = points.map(({ value }) => decimalOf(value).abs())
  const largest = sizes.reduce((most, size) => (size.greaterThan(most) ? size : most), decimalOf(0))
  const share = (value: string) =>
    largest.isZero() ? 0 : decimalOf(value).abs().dividedBy(largest).times(100).toDecimalPlaces(2).toNumber()
  return (
    <div className="bars" aria-hidden="true">
      {points.map(({ label, value }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two products may have one name
        <div key={index} className="bar-row" title={`${label}: ${show(value)}`}>
          <span className="bar-label">{label}</span>
          <span className="bar-track">
            <span className={value.startsWith('-') ? 'bar negative' : 'bar'} style={{ width: `${share(value)}%` }} />
          </span>
          <span className="bar-value">{show(value)}</span>
        </div>
      ))}
    </div>
  )
}
