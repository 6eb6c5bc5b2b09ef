import { type DragEvent, type ReactElement, type PointerEvent as ReactPointerEvent, useRef, useState } from 'react'
import { isNumeric } from '../model/model.js'
import { Icon } from '../parts/icon.js'
import { useTexts } from '../texts/use-texts.js'
import type { Columns } from './columns.js'
import { type ListQuery, nextSort } from './list-query.js'
import type { ShownColumn } from './shown-column.js'

interface HeaderCellProps {
  readonly column: ShownColumn
  readonly query: ListQuery
  readonly columns: Columns
}

/** A column's head: a click sorts, its edge resizes, dragging it moves the column. */
export function HeaderCell({ column, query, columns }: HeaderCellProps): ReactElement {
  const { label } = useTexts()
  const cell = useRef<HTMLTableCellElement>(null)
  const [over, setOver] = useState(false)
  const { path, field } = column
  const direction = query.sort === path ? 'ascending' : query.sort === `-${path}` ? 'descending' : 'none'
  const sortable = field.kind !== 'hasMany' && field.kind !== 'json' && field.kind !== 'longText'
  const width = column.width === null ? undefined : { width: column.width, minWidth: column.width, maxWidth: column.width }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    columns.move(event.dataTransfer.getData('text/column'), path)
  }
  return (
    <th
      ref={cell}
      scope="col"
      aria-sort={direction}
      className={`${isNumeric(field.kind) ? 'number' : ''} ${over ? 'drop' : ''}`}
      style={width}
      draggable
      onDragStart={(event) => event.dataTransfer.setData('text/column', path)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {sortable ? (
        <SortButton text={label(field.label)} direction={direction} onClick={() => query.change({ sort: nextSort(query.sort, path) })} />
      ) : (
        label(field.label)
      )}
      <Resizer cell={cell} onEnd={(next) => columns.resize(path, next)} />
    </th>
  )
}

type Direction = 'ascending' | 'descending' | 'none'

function SortButton({
  text,
  direction,
  onClick,
}: {
  readonly text: string
  readonly direction: Direction
  readonly onClick: () => void
}): ReactElement {
  return (
    <button type="button" className="sort" onClick={onClick}>
      <span>{text}</span>
      {direction !== 'none' && <Icon name={direction === 'ascending' ? 'up' : 'down'} size={12} />}
    </button>
  )
}

function Resizer({
  cell,
  onEnd,
}: {
  readonly cell: { readonly current: HTMLElement | null }
  readonly onEnd: (width: number) => void
}): ReactElement {
  const start = (event: ReactPointerEvent<HTMLSpanElement>) => {
    event.preventDefault()
    const element = cell.current
    if (element === null) return
    const [from, width] = [event.clientX, element.offsetWidth]
    event.currentTarget.setPointerCapture(event.pointerId)
    const widthAt = (at: number) => Math.max(56, width + at - from)
    const move = (moved: PointerEvent) => {
      element.style.minWidth = element.style.maxWidth = element.style.width = `${widthAt(moved.clientX)}px`
    }
    const end = (ended: PointerEvent) => {
      window.removeEventListener('pointermove', move)
      onEnd(widthAt(ended.clientX))
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', end, { once: true })
  }
  return (
    <span
      className="resizer"
      onPointerDown={start}
      aria-hidden="true"
      data-testid="resizer"
      draggable
      onDragStart={(event) => (event.preventDefault(), event.stopPropagation())}
    />
  )
}
