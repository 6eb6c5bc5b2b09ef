import { type DragEvent, type KeyboardEvent, memo, type ReactElement, useCallback, useState } from 'react'
import { isFrozen } from '../form/changeable.js'
import { FieldInput } from '../form/field-input.js'
import type { Line } from '../form/form-state.js'
import type { Form } from '../form/use-form.js'
import type { Field } from '../model/model.js'
import { IconButton } from '../parts/button.js'
import { plainText } from '../parts/format.js'
import { Icon } from '../parts/icon.js'
import { useTexts } from '../texts/use-texts.js'
import { lineWith } from './beside.js'
import { columnClass } from './grid-columns.js'
import type { GridKeys } from './grid-keys.js'

interface RowProps {
  readonly line: Line
  readonly index: number
  readonly relation: string
  readonly columns: readonly Field[]
  /** JSON of column → what another record says; empty while nothing is known. */
  readonly facts: string
  /** Columns that may not be changed in this line, with commas between them. */
  readonly frozen: string
  readonly editable: boolean
  /** JSON of field → sentence; empty when nothing is wrong. */
  readonly errors: string
  readonly set: Form['set']
  readonly keys: GridKeys
  readonly onDrag: (key: string) => void
  readonly onDrop: (before: string) => void
}

export const GridRow = memo(function GridRow(props: RowProps): ReactElement {
  const { line, index, columns, facts, editable, errors, keys, onDrag, onDrop } = props
  const { t } = useTexts()
  const [over, setOver] = useState(false)
  const shown = lineWith(line, facts)
  const wrong = (errors === '' ? {} : JSON.parse(errors)) as Readonly<Record<string, string>>
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onDrop(line.key)
  }
  return (
    <tr
      className={over ? 'drop' : undefined}
      data-testid="line"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <RowNumber line={line} index={index} editable={editable} onDrag={onDrag} />
      {columns.map((column) => (
        <Cell key={column.name} {...props} line={shown} column={column} error={wrong[column.name]} />
      ))}
      {editable && (
        <td className="row-actions">
          <IconButton
            icon="trash"
            label={t('grid.remove', { row: String(index + 1) })}
            tabIndex={-1}
            onClick={() => keys.remove(line.key)}
          />
        </td>
      )}
    </tr>
  )
})

function RowNumber({ line, index, editable, onDrag }: Pick<RowProps, 'line' | 'index' | 'editable' | 'onDrag'>): ReactElement {
  const { t } = useTexts()
  if (!editable) return <td className="row-number">{index + 1}</td>
  const start = (event: DragEvent) => startDrag(event, line.key, onDrag)
  return (
    <td className="row-number">
      <button
        type="button"
        className="drag"
        draggable
        tabIndex={-1}
        aria-label={t('grid.move', { row: String(index + 1) })}
        onDragStart={start}
      >
        <span className="row-index">{index + 1}</span>
        <Icon name="drag" size={14} />
      </button>
    </td>
  )
}

function startDrag(event: DragEvent, key: string, onDrag: (key: string) => void): void {
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('text/line', key)
  onDrag(key)
}

type CellProps = Pick<RowProps, 'line' | 'index' | 'relation' | 'editable' | 'frozen' | 'set' | 'keys'> & {
  readonly column: Field
  readonly error: string | undefined
}

function Cell({ line, index, relation, editable, frozen, set, keys, column, error }: CellProps): ReactElement {
  const { locale } = useTexts()
  const { key } = line
  const change = useCallback(
    (value: unknown) => set({ name: column.name, line: { relation, key } }, value),
    [set, column.name, relation, key],
  )
  const onKey = useCallback((event: KeyboardEvent<HTMLElement>) => keys.onKey(event, key, column.name), [keys, key, column.name])
  const value = line[column.name]
  const kind = columnClass(column)
  if (!editable || !column.writable || isFrozen(frozen, column.name))
    return (
      <td className={`cell-text ${kind}`} data-shown={column.name}>
        {plainText(column, value, locale)}
      </td>
    )
  return (
    <td className={`cell ${kind} ${error === undefined ? '' : 'wrong'}`} title={error}>
      <FieldInput
        field={column}
        value={value}
        onChange={change}
        onKeyDown={onKey}
        invalid={error !== undefined}
        data={{ 'data-row': String(index), 'data-column': column.name, 'data-key': key }}
      />
    </td>
  )
}
