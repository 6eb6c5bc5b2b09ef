import { type ReactElement, useState } from 'react'
import { ApiError, call } from '../api/client.js'
import type { Resource } from '../model/model.js'
import { Button } from '../parts/button.js'
import { Dialog } from '../parts/dialog.js'
import { RunStatus, useRun } from '../parts/run-watch.js'
import { useReason } from '../parts/states.js'
import { useTexts } from '../texts/use-texts.js'
import type { Columns } from './columns.js'
import type { ListQuery } from './list-query.js'

interface ExportProps {
  readonly resource: Resource
  readonly query: ListQuery
  readonly columns: Columns
}

/** Exports what one sees: this filter, this order, these columns, of every matching row. */
export function ExportButton(props: ExportProps): ReactElement {
  const { t } = useTexts()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" icon="download" onClick={() => setOpen(true)}>
        {t('export')}
      </Button>
      {open && <ExportDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function ExportDialog({ resource, query, columns, onClose }: ExportProps & { readonly onClose: () => void }): ReactElement {
  const { t, label } = useTexts()
  const [id, setId] = useState<string>()
  const [error, setError] = useState<ApiError>()
  const run = useRun(id)
  const start = (format: 'xlsx' | 'csv') => {
    setError(undefined)
    call<{ readonly id: string }>('/exports', { method: 'POST', body: requestOf({ resource, query, columns }, format) }).then(
      (started) => setId(started.id),
      (problem: unknown) => setError(problem instanceof ApiError ? problem : undefined),
    )
  }
  return (
    <Dialog title={t('list.exportTitle', { name: label(resource.label) })} onClose={onClose}>
      <p>{t('list.exportHint')}</p>
      {error !== undefined && <Refused error={error} />}
      {id === undefined ? (
        <div className="row">
          <Button look="primary" icon="download" onClick={() => start('xlsx')}>
            {t('list.exportExcel')}
          </Button>
          <Button onClick={() => start('csv')}>CSV</Button>
        </div>
      ) : (
        <RunStatus run={run} done={t('run.download')} />
      )}
    </Dialog>
  )
}

function Refused({ error }: { readonly error: ApiError }): ReactElement {
  return (
    <p className="error-text" role="alert">
      {useReason(error)}
    </p>
  )
}

function requestOf({ resource, query, columns }: ExportProps, format: 'xlsx' | 'csv'): Readonly<Record<string, unknown>> {
  return {
    resource: resource.name,
    format,
    fields: columns.shown.map(({ path }) => path),
    ...(Object.keys(query.where).length > 0 && { where: query.where }),
    ...(query.search !== '' && { search: query.search }),
    ...(query.sort !== '' && { sort: query.sort }),
  }
}
