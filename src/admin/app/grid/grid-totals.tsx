import { memo, type ReactElement } from 'react'
import { decimalOf, formatDecimal, isDecimalText } from '../../../kernel/decimal.js'
import type { Line } from '../form/form-state.js'
import { type Field, isNumeric } from '../model/model.js'
import { numberText } from '../parts/format.js'
import { useTexts } from '../texts/use-texts.js'

interface TotalsProps {
  readonly columns: readonly Field[]
  readonly lines: readonly Line[]
  readonly editable: boolean
}

const isTotalled = ({ kind }: Field): boolean => kind === 'money' || kind === 'quantity'

/** The columns' sums, exact to the last digit. */
export const GridTotals = memo(function GridTotals({ columns, lines, editable }: TotalsProps): ReactElement | null {
  const { t } = useTexts()
  if (!columns.some(isTotalled)) return null
  return (
    <tfoot>
      <tr>
        <td className="row-number" />
        {columns.map((column, index) => (
          <td key={column.name} className={isNumeric(column.kind) ? 'number' : undefined} data-total={column.name}>
            {isTotalled(column) ? sumText(column, lines) : index === 0 && t('total')}
          </td>
        ))}
        {editable && <td className="row-actions" />}
      </tr>
    </tfoot>
  )
})

/** Nothing, where no line has anything yet. */
const sumText = (column: Field, lines: readonly Line[]): string =>
  lines.some((line) => (line[column.name] ?? '') !== '') ? numberText(column, sumOf(lines, column)) : ''

export function sumOf(lines: readonly Line[], column: Field): string {
  const values = lines.map((line) => String(line[column.name] ?? '')).filter(isDecimalText)
  return formatDecimal(
    values.reduce((sum, value) => sum.plus(value), decimalOf(0)),
    column.scale ?? 2,
  )
}
