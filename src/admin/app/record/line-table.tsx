import type { ReactElement } from 'react'
import type { Line } from '../form/form-state.js'
import { readColumns } from '../grid/grid-columns.js'
import { GridTotals } from '../grid/grid-totals.js'
import { type Field, isNumeric, type Resource, type Values } from '../model/model.js'
import { plainText } from '../parts/format.js'
import { useNarrow } from '../parts/use-narrow.js'
import { Value } from '../parts/value.js'
import { useTexts } from '../texts/use-texts.js'

interface LineTableProps {
  readonly field: Field
  readonly target: Resource | undefined
  readonly lines: unknown
}

/** The lines as they are, with their sums; cards on a phone. */
export function LineTable({ field, target, lines }: LineTableProps): ReactElement | null {
  const narrow = useNarrow()
  if (target === undefined || !Array.isArray(lines)) return null
  const rows = (lines as readonly (Values & { readonly id: string })[]).map((line): Line => ({ ...line, key: String(line.id) }))
  const columns = readColumns(target, field).filter(({ name }) => rows.some((row) => name in row))
  return narrow ? <LineCards columns={columns} rows={rows} /> : <LineRows columns={columns} rows={rows} name={field.name} />
}

interface RowsProps {
  readonly columns: readonly Field[]
  readonly rows: readonly Line[]
}

function LineRows({ columns, rows, name }: RowsProps & { readonly name: string }): ReactElement {
  const { t, label } = useTexts()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="grid-scroll" tabIndex={0} aria-label={t('grid.lines')} data-testid={`lines-${name}`}>
      <table className="grid-table read">
        <thead>
          <tr>
            <th scope="col" className="row-number">
              <span className="sr-only">{t('grid.row')}</span>
            </th>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={isNumeric(column.kind) ? 'number' : undefined}>
                {label(column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.key}>
              <td className="row-number">{index + 1}</td>
              {columns.map((column) => (
                <td key={column.name} className={`cell-text ${isNumeric(column.kind) ? 'number' : ''}`}>
                  <Value field={column} value={row[column.name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <GridTotals columns={columns} lines={rows} editable={false} />
      </table>
    </section>
  )
}

function LineCards({ columns, rows }: RowsProps): ReactElement {
  const { label, locale } = useTexts()
  const [first, ...others] = columns
  return (
    <ul className="line-cards">
      {rows.map((row, index) => (
        <li key={row.key} className="card">
          <strong>
            {index + 1}. {first === undefined ? '' : plainText(first, row[first.name], locale)}
          </strong>
          <span className="card-facts">
            {others.map((column) => {
              const text = plainText(column, row[column.name], locale)
              return text === '' ? null : (
                <span key={column.name} className="card-fact">
                  <span className="muted">{label(column.label)}</span> {text}
                </span>
              )
            })}
          </span>
        </li>
      ))}
    </ul>
  )
}
