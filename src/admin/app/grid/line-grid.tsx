import { type ReactElement, useCallback, useMemo, useRef, useState } from 'react'
import { frozenCells, isChangeable } from '../form/changeable.js'
import { RequiredMark } from '../form/form-field.js'
import { keptLines, type Line } from '../form/form-state.js'
import type { Form } from '../form/use-form.js'
import type { Field } from '../model/model.js'
import { Button } from '../parts/button.js'
import { useNarrow } from '../parts/use-narrow.js'
import { useTexts } from '../texts/use-texts.js'
import { CardLines } from './card-lines.js'
import { canAdd, columnClass, gridColumns, readColumns } from './grid-columns.js'
import { type GridKeys, useGridKeys } from './grid-keys.js'
import type { GridProps, LinesProps } from './grid-props.js'
import { GridRow } from './grid-row.js'
import { GridTotals } from './grid-totals.js'
import { movedLine } from './line-moves.js'
import { useBeside } from './use-beside.js'
import { usePaste } from './use-paste.js'

/** Lines as a spreadsheet: every cell is an input, every row a component that is drawn anew only when it changed. */
export function LineGrid({ form, field }: { readonly form: Form; readonly field: Field }): ReactElement | null {
  const target = form.context.model.resources.get(field.target ?? '')
  return target === undefined ? null : <Grid form={form} field={field} target={target} />
}

function Grid(props: GridProps): ReactElement {
  const { form, field, target } = props
  const { state, context } = form
  const narrow = useNarrow()
  const editable = isChangeable(context, state, field)
  const columns = useMemo(() => (editable ? gridColumns : readColumns)(target, field), [target, field, editable])
  const lines = keptLines(state.values, field.name)
  const root = useRef<HTMLDivElement>(null)
  const grows = editable && canAdd(context.model.resources, { target, relation: field, columns })
  const keys = useGridKeys({ form, field, root, columns, grows })
  const frozenOf = (line: Line) => frozenCells(context, state, { field, target, columns }, line)
  const paste = usePaste({ form, field, target, columns, frozenOf, grows })
  const beside = useBeside(props, columns)
  const parts = { ...props, columns: beside.columns, factsOf: beside.of, frozenOf, lines, keys, editable }
  const error = state.errors.get(field.name)
  return (
    <div className="grid" ref={root} onPaste={paste} data-testid={`grid-${field.name}`}>
      {error !== undefined && (
        <p className="error-text" role="alert">
          {error}
        </p>
      )}
      {narrow ? <CardLines {...parts} /> : <GridTable {...parts} />}
      {grows && <GridFoot keys={keys} />}
      <RowErrors form={form} field={field} target={target} />
    </div>
  )
}

function GridTable({ form, field, columns, factsOf, frozenOf, lines, keys, editable }: LinesProps): ReactElement {
  const [dragged, setDragged] = useState<string>()
  const { setLines, state, set } = form
  const errors = state.errors
  const relation = field.name
  const drop = useCallback(
    (before: string) => dragged !== undefined && setLines(relation, (all) => movedLine(all, dragged, before)),
    [dragged, setLines, relation],
  )
  return (
    <div className="grid-scroll">
      <table className="grid-table">
        <GridHead columns={columns} editable={editable} />
        <tbody>
          {lines.map((line, index) => (
            <GridRow
              key={line.key}
              line={line}
              index={index}
              relation={relation}
              columns={columns}
              facts={factsOf(line)}
              frozen={frozenOf(line)}
              editable={editable}
              errors={errorsOf(errors, relation, index)}
              set={set}
              keys={keys}
              onDrag={setDragged}
              onDrop={drop}
            />
          ))}
        </tbody>
        <GridTotals columns={columns} lines={lines} editable={editable} />
      </table>
    </div>
  )
}

function GridHead({ columns, editable }: Pick<LinesProps, 'columns' | 'editable'>): ReactElement {
  const { t, label } = useTexts()
  const isRequired = (column: Field) => editable && column.writable && column.required.op === 'literal' && column.required.value === true
  return (
    <thead>
      <tr>
        <th scope="col" className="row-number">
          <span className="sr-only">{t('grid.row')}</span>
        </th>
        {columns.map((column) => (
          <th key={column.name} scope="col" className={columnClass(column)}>
            {label(column.label)}
            {isRequired(column) && <RequiredMark />}
          </th>
        ))}
        {editable && (
          <th className="row-actions">
            <span className="sr-only">{t('grid.actions')}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

/** As text, so that a row without errors is the same as before. */
function errorsOf(errors: ReadonlyMap<string, string>, relation: string, index: number): string {
  const before = `${relation}.${index}.`
  const mine = [...errors].filter(([at]) => at.startsWith(before)).map(([at, message]) => [at.slice(before.length), message])
  return mine.length === 0 ? '' : JSON.stringify(Object.fromEntries(mine))
}

function GridFoot({ keys }: { readonly keys: GridKeys }): ReactElement {
  const { t } = useTexts()
  return (
    <div className="grid-foot">
      <Button look="quiet" icon="plus" onClick={() => keys.add()} data-testid="add-line">
        {t('grid.add')}
      </Button>
      <span className="muted wide-only">{t('grid.hint')}</span>
    </div>
  )
}

/** Which rows are wrong, by number, for rows out of sight. */
function RowErrors({ form, field, target }: GridProps): ReactElement | null {
  const { t, label } = useTexts()
  const mine = [...form.state.errors].filter(([at]) => at.startsWith(`${field.name}.`))
  if (mine.length === 0) return null
  return (
    <ul className="row-errors" data-testid="row-errors" role="alert">
      {mine.map(([at, message]) => {
        const [, index, name = ''] = at.split('.')
        const column = target.field.get(name)
        return (
          <li key={at}>
            {t('grid.rowError', { row: String(Number(index) + 1), field: column === undefined ? '' : label(column.label), message })}
          </li>
        )
      })}
    </ul>
  )
}
