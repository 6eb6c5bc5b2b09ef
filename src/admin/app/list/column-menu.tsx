import type { ReactElement } from 'react'
import { fieldAt, type Resource } from '../model/model.js'
import { useModel } from '../model/model-store.js'
import { Button, IconButton } from '../parts/button.js'
import { Popover } from '../parts/popover.js'
import { useTexts } from '../texts/use-texts.js'
import type { Column, Columns } from './columns.js'

export function ColumnMenu({ resource, columns }: { readonly resource: Resource; readonly columns: Columns }): ReactElement {
  const { t } = useTexts()
  return (
    <Popover label={t('list.columns')} icon="columns" iconOnly align="right">
      {() => (
        <div className="column-menu" data-testid="column-menu">
          <p className="panel-title">{t('list.columns')}</p>
          <ul>
            {columns.all.map((column, index) => (
              <ColumnLine key={column.path} resource={resource} columns={columns} column={column} above={columns.all[index - 1]?.path} />
            ))}
          </ul>
          <Button look="link" onClick={columns.reset}>
            {t('list.resetColumns')}
          </Button>
        </div>
      )}
    </Popover>
  )
}

interface ColumnLineProps {
  readonly resource: Resource
  readonly columns: Columns
  readonly column: Column
  readonly above: string | undefined
}

function ColumnLine({ resource, columns, column, above }: ColumnLineProps): ReactElement | null {
  const { t, label } = useTexts()
  const field = fieldAt(useModel(), resource, column.path)
  if (field === undefined) return null
  const name = label(field.label)
  const isLast = columns.shown.length === 1 && column.shown
  return (
    <li>
      <label>
        <input type="checkbox" checked={column.shown} disabled={isLast} onChange={() => columns.toggle(column.path)} />
        <span>{name}</span>
      </label>
      {above !== undefined && <IconButton icon="up" label={t('list.moveUp', { name })} onClick={() => columns.move(column.path, above)} />}
    </li>
  )
}
