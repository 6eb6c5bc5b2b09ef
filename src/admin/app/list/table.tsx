import { memo, type ReactElement, useEffect, useRef } from 'react'
import { useLocation, useNavigate } from 'react-router-dom'
import { type Field, fieldAt, isNumeric, type RecordView, type Resource, valueAt } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { columnText, numberText, plainText } from '../parts/format.js'
import { recordPath } from '../parts/paths.js'
import { Value } from '../parts/value.js'
import { useTexts } from '../texts/use-texts.js'
import type { Columns } from './columns.js'
import { HeaderCell } from './header-cell.js'
import type { ListQuery } from './list-query.js'
import type { ShownColumn } from './shown-column.js'

interface TableProps {
  readonly resource: Resource
  readonly query: ListQuery
  readonly columns: Columns
  readonly rows: readonly RecordView[]
  readonly totals: Readonly<Record<string, string>>
}

/** Header and first column stay in place; the table scrolls inside itself, never the page. */
export function Table({ resource, query, columns, rows, totals }: TableProps): ReactElement {
  const model = useModel()
  const { label } = useTexts()
  const scroller = useKeptScroll()
  const shown = columns.shown.flatMap(({ path, width }): ShownColumn[] => {
    const field = fieldAt(model, resource, path)
    return field === undefined ? [] : [{ path, field, width }]
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="table-scroll" ref={scroller} tabIndex={0} aria-label={label(resource.label)}>
      <table className="table">
        <thead>
          <tr>
            {shown.map((column) => (
              <HeaderCell key={column.path} column={column} query={query} columns={columns} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} resource={resource.name} row={row} columns={shown} />
          ))}
        </tbody>
        {Object.keys(totals).length > 0 && <Totals columns={shown} totals={totals} />}
      </table>
    </section>
  )
}

/** A number that is not shown whole tells the rest to whoever points at it. */
function Cell({ field, value }: { readonly field: Field; readonly value: unknown }): ReactElement {
  const { locale } = useTexts()
  const [whole, short] = [plainText(field, value, locale), columnText(field, value, locale)]
  return whole === short ? <Value field={field} value={value} /> : <span title={whole}>{short}</span>
}

interface RowProps {
  readonly resource: string
  readonly row: RecordView
  readonly columns: readonly ShownColumn[]
}

const Row = memo(function Row({ resource, row, columns }: RowProps): ReactElement {
  const navigate = useNavigate()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link in the first cell is the way by keyboard
    <tr onClick={(event) => isPlain(event.target) && navigate(recordPath(resource, row.id))} data-testid="row">
      {columns.map((column, index) => (
        <td key={column.path} className={isNumeric(column.field.kind) ? 'number' : undefined}>
          {index === 0 ? (
            <TitleLink resource={resource} row={row} column={column} />
          ) : (
            <Cell field={column.field} value={valueAt(row, column.path)} />
          )}
        </td>
      ))}
    </tr>
  )
})

/** A click that is not meant for a link, a button, or marked text. */
function isPlain(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button') === null && String(window.getSelection() ?? '') === ''
}

function TitleLink({
  resource,
  row,
  column,
}: {
  readonly resource: string
  readonly row: RecordView
  readonly column: ShownColumn
}): ReactElement {
  const navigate = useNavigate()
  const path = recordPath(resource, row.id)
  const value = valueAt(row, column.path)
  const shown = column.field.kind === 'belongsTo' || value === null || value === undefined ? undefined : String(value)
  return (
    <a
      href={path}
      className="title-link"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        navigate(path)
      }}
    >
      {shown ?? <Value field={{ ...column.field, kind: 'text' }} value={labelOf(value)} />}
    </a>
  )
}

const labelOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'label' in value ? value.label : value)

function Totals({
  columns,
  totals,
}: {
  readonly columns: readonly ShownColumn[]
  readonly totals: Readonly<Record<string, string>>
}): ReactElement {
  const { t } = useTexts()
  return (
    <tfoot>
      <tr data-testid="totals">
        {columns.map(({ path, field }, index) => (
          <td key={path} className={isNumeric(field.kind) ? 'number' : undefined}>
            {totals[path] === undefined ? index === 0 && t('list.total') : numberText(field, totals[path] ?? '')}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}

/** Back brings one to the row one left. */
function useKeptScroll(): { readonly current: HTMLElement | null } {
  const scroller = useRef<HTMLElement>(null)
  const { key } = useLocation()
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    element.scrollTop = Number(sessionStorage.getItem(`scroll.${key}`) ?? 0)
    const keep = () => sessionStorage.setItem(`scroll.${key}`, String(element.scrollTop))
    element.addEventListener('scroll', keep, { passive: true })
    return () => element.removeEventListener('scroll', keep)
  }, [key])
  return scroller
}
